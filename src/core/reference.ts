/** Address of a reference, for the families whose addresses follow from their names; undefined for the rest. */
export function referenceUrl(reference: string): string | undefined {
  for (const [pattern, url] of addresses) {
    const match = pattern.exec(reference)
    if (match) return url(match[1] ?? '', match[2])
  }
  return undefined
}

const section = (base: string, anchor: string) => (number: string, part?: string) =>
  base.replace('%', number.toLowerCase()) + (part ? `${anchor}${part}` : '')

/** One row a family: how it is written, where it lives. */
const addresses: readonly (readonly [RegExp, (first: string, second?: string) => string])[] = [
  // Rules of a project's own name pages of its own.
  [/^(https:\/\/[^\s"'<>()]+)$/, (url) => url],
  [/^RFC 6265bis(?: section ([\dA.]+))?$/, (part) => `https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-22${part ? `#section-${part}` : ''}`],
  [/^RFC 8725bis(?: section ([\dA.]+))?$/, (part) => `https://datatracker.ietf.org/doc/html/draft-ietf-oauth-rfc8725bis-08${part ? `#section-${part}` : ''}`],
  [/^RFC (\d+)(?: section ([\dA-Z.]+))?$/, section('https://www.rfc-editor.org/rfc/rfc%', '#section-')],
  [/^Layered Cookies(?: section ([\d.]+))?$/, (part) => `https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-layered-cookies${part ? `#section-${part}` : ''}`],
  [/^CHIPS(?: section ([\d.]+))?$/, (part) => `https://datatracker.ietf.org/doc/html/draft-cutler-httpbis-partitioned-cookies-01${part ? `#section-${part}` : ''}`],
  [/^CWE-(\d+)$/, (id) => `https://cwe.mitre.org/data/definitions/${id}.html`],
  [/^(CVE-\d+-\d+)$/, (id) => `https://www.cve.org/CVERecord?id=${id}`],
  [/^ASVS (\d+)\.\d+\.\d+$/, () => 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en'],
  [/^OpenID Connect Core section ([\d.]+)$/, (part) => `https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.${part}`],
  [/^OpenID Connect Back-Channel Logout section ([\d.]+)$/, (part) => `https://openid.net/specs/openid-connect-backchannel-1_0.html#rfc.section.${part}`],
  [/^OAuth 2\.0 for Browser-Based Applications$/, () => 'https://datatracker.ietf.org/doc/draft-ietf-oauth-browser-based-apps/'],
  [/^WSTG-([A-Z]+)-(\d+)$/, () => 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/'],
  [/^OWASP Session Management Cheat Sheet$/, () => 'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html'],
  [/^OWASP CSRF Prevention Cheat Sheet$/, () => 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html'],
  [/^OWASP JWT Cheat Sheet$/, () => 'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html'],
  [/^OWASP REST Security Cheat Sheet$/, () => 'https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html'],
  [/^OWASP OAuth 2\.0 Cheat Sheet$/, () => 'https://cheatsheetseries.owasp.org/cheatsheets/OAuth2_Cheat_Sheet.html'],
  [/^OWASP HTML5 Security Cheat Sheet$/, () => 'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html'],
  [/^NIST SP 800-63B-4 section ([\d.]+)$/, () => 'https://pages.nist.gov/800-63-4/sp800-63b.html'],
  [/^NIST SP 800-57$/, () => 'https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final'],
  [/^NIST IR 8547$/, () => 'https://csrc.nist.gov/pubs/ir/8547/ipd'],
  [/^Fetch Standard$/, () => 'https://fetch.spec.whatwg.org/'],
  [/^Clear Site Data$/, () => 'https://www.w3.org/TR/clear-site-data/'],
  [/^IANA JOSE registry$/, () => 'https://www.iana.org/assignments/jose/jose.xhtml'],
  [/^PortSwigger JWT attacks$/, () => 'https://portswigger.net/web-security/jwt'],
]
