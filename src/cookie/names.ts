import type { Confidence } from '../core/severity.ts'
import type { RoleName } from '../core/cookie-roles.ts'

/** Names that programs are known to give their cookies. Facts about other people's software: add rows freely, with a source. */
export interface KnownName {
  /** As written by the program; `*` stands for any text. Prefixes such as `__Host-` are left out. */
  readonly names: readonly (string | RegExp)[]
  readonly role: RoleName
  /** `certain` when nobody else uses the name, `firm` when it rarely means something else, `tentative` when it is an everyday word. */
  readonly confidence: Confidence
  /** Whose name it is, for people. */
  readonly owner?: string
  /** Key of the framework whose settings decide the flags. */
  readonly framework?: string
  /** Where the name is documented or defined. */
  readonly source: string
}

/** First match wins, so distinctive names stand before patterns that would catch them too. */
export const knownNames: readonly KnownName[] = [
  // Beside the cookie that it signs, and named after it: whoever knows only this one knows nothing
  { names: ['*.sig'], role: 'other', confidence: 'firm', owner: 'a signature that goes with another cookie', source: 'cookies, option signed' },

  // Sessions
  { names: ['connect.sid'], role: 'session', confidence: 'certain', owner: 'Express', framework: 'express', source: 'express-session, option name' },
  { names: ['koa.sess', 'koa:sess'], role: 'session', confidence: 'certain', owner: 'Koa', framework: 'koa', source: 'koa-session, option key' },
  { names: ['PHPSESSID'], role: 'session', confidence: 'certain', owner: 'PHP', framework: 'php', source: 'php.ini session.name' },
  { names: ['JSESSIONID', 'JSESSIONIDSSO'], role: 'session', confidence: 'certain', owner: 'Java servlets', framework: 'java', source: 'Jakarta Servlet 6.0 section 7.1.1' },
  { names: ['SESSION'], role: 'session', confidence: 'firm', owner: 'Spring Session', framework: 'spring', source: 'Spring Session, DefaultCookieSerializer' },
  { names: ['sessionid'], role: 'session', confidence: 'firm', owner: 'Django', framework: 'django', source: 'Django, SESSION_COOKIE_NAME' },
  { names: ['laravel_session'], role: 'session', confidence: 'certain', owner: 'Laravel', framework: 'laravel', source: 'laravel/laravel config/session.php' },
  { names: ['_session_id', 'rack.session'], role: 'session', confidence: 'certain', owner: 'Rails or Rack', framework: 'rails', source: 'rack-session, option key' },
  { names: ['_gitlab_session', '_gh_sess', '_mastodon_session'], role: 'session', confidence: 'certain', owner: 'Rails', framework: 'rails', source: 'session_store initializers of GitLab, GitHub, Mastodon' },
  { names: ['user_session'], role: 'session', confidence: 'firm', source: 'GitHub, list of cookies' },
  { names: ['ASP.NET_SessionId', 'ASPSESSIONID*', '.ASPXAUTH', '.ASPXFORMSAUTH'], role: 'session', confidence: 'certain', owner: 'ASP.NET', framework: 'aspnet', source: 'ASP.NET sessionState and forms elements' },
  { names: ['.AspNetCore.Session', '.AspNetCore.Cookies*', '.AspNetCore.Identity.*', '.AspNet.ApplicationCookie'], role: 'session', confidence: 'certain', owner: 'ASP.NET Core', framework: 'aspnet-core', source: 'ASP.NET Core, SessionDefaults and CookieAuthenticationDefaults' },
  { names: ['CFID', 'CFTOKEN', 'CFGLOBALS'], role: 'session', confidence: 'certain', owner: 'ColdFusion', framework: 'coldfusion', source: 'ColdFusion session management' },
  { names: ['CGISESSID'], role: 'session', confidence: 'certain', owner: 'Perl CGI::Session', framework: 'perl', source: 'CGI::Session' },
  { names: ['PLAY_SESSION'], role: 'session', confidence: 'certain', owner: 'Play', framework: 'play', source: 'Play, play.http.session.cookieName' },
  { names: ['next-auth.session-token', 'next-auth.session-token.*', 'authjs.session-token', 'authjs.session-token.*'], role: 'session', confidence: 'certain', owner: 'Auth.js', framework: 'nextauth', source: 'Auth.js, defaultCookies' },
  { names: ['better-auth.session_token', 'better-auth.session_data', 'better-auth.admin_session'], role: 'session', confidence: 'certain', owner: 'Better Auth', framework: 'better-auth', source: 'Better Auth, createAuthCookie' },
  { names: ['better-auth.account_data'], role: 'auth', confidence: 'certain', owner: 'Better Auth', framework: 'better-auth', source: 'Better Auth, account.storeAccountCookie' },
  { names: ['better-auth.trust_device'], role: 'remember', confidence: 'certain', owner: 'Better Auth', framework: 'better-auth', source: 'Better Auth, two factor: asks for no second factor there' },
  { names: ['better-auth.two_factor', 'better-auth.state', 'better-auth.oauth_state'], role: 'transaction', confidence: 'certain', owner: 'Better Auth', framework: 'better-auth', source: 'Better Auth, createAuthCookie' },
  // Whether a login was asked to last is a setting, whatever the name reminds of; the prefix is up to the application.
  { names: ['*.dont_remember', 'better-auth.last_used_login_method'], role: 'preference', confidence: 'firm', owner: 'Better Auth', framework: 'better-auth', source: 'Better Auth, getCookies' },
  { names: ['sb-*-auth-token-code-verifier'], role: 'transaction', confidence: 'certain', owner: 'Supabase', framework: 'supabase', source: 'supabase/ssr' },
  { names: ['sb-*-auth-token', 'sb-*-auth-token.*'], role: 'session', confidence: 'certain', owner: 'Supabase', framework: 'supabase', source: 'supabase/ssr' },
  { names: ['__session'], role: 'session', confidence: 'firm', owner: 'Clerk or Firebase Hosting', source: 'Clerk, cookies; Firebase Hosting, cache behaviour' },
  { names: ['appSession', 'appSession.*'], role: 'session', confidence: 'certain', owner: 'Auth0', framework: 'auth0', source: 'express-openid-connect, session.name' },
  { names: ['wos-session'], role: 'session', confidence: 'certain', owner: 'WorkOS', source: 'WorkOS AuthKit' },
  { names: ['ory_kratos_session', 'ory_session_*'], role: 'session', confidence: 'certain', owner: 'Ory Kratos', framework: 'ory', source: 'Ory Kratos, session.cookie.name' },
  { names: ['KEYCLOAK_IDENTITY', 'KEYCLOAK_IDENTITY_LEGACY'], role: 'session', confidence: 'certain', owner: 'Keycloak', framework: 'keycloak', source: 'Keycloak, AuthenticationManager' },
  // What a provider's page for the check of the session compares; scripts have to read it, and it logs nobody in.
  { names: ['KEYCLOAK_SESSION', 'KEYCLOAK_SESSION_LEGACY'], role: 'other', confidence: 'certain', owner: 'Keycloak', framework: 'keycloak', source: 'OpenID Connect Session Management section 3.2; Keycloak, login-status-iframe' },
  { names: ['idsrv.session', 'opbs'], role: 'other', confidence: 'firm', owner: 'an OpenID provider', source: 'OpenID Connect Session Management section 3.2; Duende IdentityServer, CheckSessionCookieName; WSO2' },
  { names: ['KC_AUTH_SESSION_HASH'], role: 'other', confidence: 'certain', owner: 'Keycloak', framework: 'keycloak', source: 'Keycloak, authChecker.js: a hash that its pages compare' },
  { names: ['KEYCLOAK_REMEMBER_ME'], role: 'preference', confidence: 'certain', owner: 'Keycloak', framework: 'keycloak', source: 'Keycloak, AuthenticationManager: holds the user name' },
  { names: ['_oauth2_proxy', '_oauth2_proxy_0', '_oauth2_proxy_1'], role: 'session', confidence: 'certain', owner: 'OAuth2 Proxy', framework: 'oauth2-proxy', source: 'oauth2-proxy, cookie-name' },
  { names: ['_oauth2_proxy_csrf*'], role: 'transaction', confidence: 'certain', owner: 'OAuth2 Proxy', framework: 'oauth2-proxy', source: 'oauth2-proxy, cookie-csrf-per-request' },
  { names: ['CF_Authorization', 'CF_AppSession'], role: 'session', confidence: 'certain', owner: 'Cloudflare Access', source: 'Cloudflare Access, authorization cookie' },
  { names: ['AWSELBAuthSessionCookie*'], role: 'session', confidence: 'certain', owner: 'AWS load balancer', source: 'Elastic Load Balancing, authenticate users' },
  { names: ['AppServiceAuthSession'], role: 'session', confidence: 'certain', owner: 'Azure App Service', source: 'Azure App Service authentication' },
  { names: ['_shibsession_*'], role: 'session', confidence: 'certain', owner: 'Shibboleth', source: 'Shibboleth SP, cookieName' },
  { names: ['mod_auth_openidc_session*'], role: 'session', confidence: 'certain', owner: 'mod_auth_openidc', source: 'mod_auth_openidc, OIDCCookie' },
  { names: ['MRHSession'], role: 'session', confidence: 'certain', owner: 'F5 Access Policy Manager', source: 'F5 K15387' },
  { names: ['wordpress_test_cookie'], role: 'preference', confidence: 'certain', owner: 'WordPress', framework: 'wordpress', source: 'WordPress, default-constants.php' },
  { names: ['wordpress_logged_in_*', 'wordpress_sec_*', /^wordpress_[0-9a-f]{32}$/], role: 'session', confidence: 'certain', owner: 'WordPress', framework: 'wordpress', source: 'WordPress, default-constants.php' },
  { names: [/^S?SESS[0-9a-f]{32}$/], role: 'session', confidence: 'certain', owner: 'Drupal', framework: 'drupal', source: 'Drupal, SessionConfiguration' },
  { names: ['MoodleSession*'], role: 'session', confidence: 'certain', owner: 'Moodle', framework: 'moodle', source: 'Moodle, sessioncookie' },
  { names: ['grafana_session'], role: 'session', confidence: 'certain', owner: 'Grafana', source: 'Grafana, login_cookie_name' },
  { names: ['i_like_gitea'], role: 'session', confidence: 'certain', owner: 'Gitea', source: 'Gitea, session.COOKIE_NAME' },
  { names: ['symfony', 'MOCKSESSID'], role: 'session', confidence: 'firm', owner: 'Symfony', framework: 'symfony', source: 'Symfony 1, sfSessionStorage' },
  { names: ['CAKEPHP', 'cakephp'], role: 'session', confidence: 'certain', owner: 'CakePHP', framework: 'cakephp', source: 'CakePHP, Session.cookie' },
  { names: ['ci_session', 'ci_sessions'], role: 'session', confidence: 'certain', owner: 'CodeIgniter', framework: 'codeigniter', source: 'CodeIgniter, sess_cookie_name' },
  { names: ['BITRIX_SM_UIDH'], role: 'remember', confidence: 'certain', owner: 'Bitrix', source: 'Bitrix Site Manager' },
  { names: ['frontend', 'adminhtml'], role: 'session', confidence: 'tentative', owner: 'Magento', source: 'Magento 1, core session' },
  { names: ['zenid'], role: 'session', confidence: 'certain', owner: 'Zen Cart', source: 'w3af, list of cookies' },
  { names: ['X-Mapping-*'], role: 'infrastructure', confidence: 'certain', owner: 'Riverbed load balancer', source: 'w3af, list of cookies' },
  { names: ['lwsso', 'LWSSO_COOKIE_KEY'], role: 'session', confidence: 'certain', owner: 'Micro Focus single sign-on', source: 'w3af, list of cookies' },
  { names: ['session_id', 'sessid', 'sid', 'session', 'SESSIONID', 'sessionid_ss'], role: 'session', confidence: 'firm', source: 'ZAP, default session tokens' },
  { names: ['SID', 'HSID', 'SSID', 'SAPISID', 'APISID', 'LSID', '1PSID', '3PSID', '1PSIDTS', '3PSIDTS'], role: 'session', confidence: 'firm', source: 'Google, types of cookies' },

  // Tokens
  { names: ['access_token', 'id_token', 'accessToken', 'idToken', 'access-token', 'id-token', 'jwt'], role: 'auth', confidence: 'firm', source: 'RFC 6749 section 5.1, OpenID Connect Core section 2' },
  { names: ['auth_token', 'authToken', 'authorization', 'Bearer', 'sso_token'], role: 'auth', confidence: 'firm', source: 'common use' },
  { names: ['token', 'auth'], role: 'auth', confidence: 'tentative', source: 'common use' },
  { names: ['refresh_token', 'refreshToken', 'refresh-token'], role: 'refresh', confidence: 'firm', source: 'RFC 6749 section 5.1' },
  { names: ['rt'], role: 'refresh', confidence: 'tentative', source: 'common use' },
  { names: ['remember_web_*'], role: 'remember', confidence: 'certain', owner: 'Laravel', framework: 'laravel', source: 'Laravel, SessionGuard' },
  { names: ['remember_user_token'], role: 'remember', confidence: 'certain', owner: 'Devise', framework: 'rails', source: 'Devise, Rememberable' },
  { names: ['REMEMBERME'], role: 'remember', confidence: 'certain', owner: 'Symfony', framework: 'symfony', source: 'Symfony security, remember_me.name' },
  { names: ['remember-me'], role: 'remember', confidence: 'certain', owner: 'Spring Security', framework: 'spring', source: 'Spring Security, AbstractRememberMeServices' },
  { names: ['rememberMe'], role: 'remember', confidence: 'firm', owner: 'Apache Shiro', framework: 'shiro', source: 'Apache Shiro, CookieRememberMeManager' },
  { names: ['remember_me', 'remember_token'], role: 'remember', confidence: 'firm', source: 'common use' },

  // Against cross-site request forgery; readable by script where the page copies them into a header
  { names: ['csrftoken'], role: 'csrf', confidence: 'certain', owner: 'Django', framework: 'django', source: 'Django, CSRF_COOKIE_NAME' },
  { names: ['XSRF-TOKEN', 'X-XSRF-TOKEN'], role: 'csrf', confidence: 'certain', owner: 'Angular, axios or Laravel', source: 'Angular, HttpClientXsrfModule; Laravel, VerifyCsrfToken' },
  { names: ['_xsrf'], role: 'csrf', confidence: 'certain', owner: 'Tornado', framework: 'tornado', source: 'Tornado, xsrf_cookies' },
  { names: ['__RequestVerificationToken*'], role: 'csrf', confidence: 'certain', owner: 'ASP.NET', framework: 'aspnet', source: 'ASP.NET, AntiForgeryConfig' },
  { names: ['.AspNetCore.Antiforgery.*'], role: 'csrf', confidence: 'certain', owner: 'ASP.NET Core', framework: 'aspnet-core', source: 'ASP.NET Core, AntiforgeryOptions' },
  { names: ['YII_CSRF_TOKEN'], role: 'csrf', confidence: 'certain', owner: 'Yii', framework: 'yii', source: 'Yii, CHttpRequest' },
  { names: ['next-auth.csrf-token', 'authjs.csrf-token'], role: 'csrf', confidence: 'certain', owner: 'Auth.js', framework: 'nextauth', source: 'Auth.js, defaultCookies' },
  { names: ['crumb'], role: 'csrf', confidence: 'firm', owner: 'hapi', source: '@hapi/crumb, option key' },
  { names: ['_csrf', 'csrf', 'csrf_token', '_csrf_token', 'csrf-token', 'CSRF-TOKEN'], role: 'csrf', confidence: 'firm', source: 'csurf and others, common use' },

  // Kept from sending the browser to an identity provider until it comes back
  { names: ['next-auth.state', 'next-auth.pkce.code_verifier', 'next-auth.nonce', 'authjs.state', 'authjs.pkce.code_verifier', 'authjs.nonce'], role: 'transaction', confidence: 'certain', owner: 'Auth.js', framework: 'nextauth', source: 'Auth.js, defaultCookies' },
  { names: ['next-auth.callback-url', 'authjs.callback-url'], role: 'preference', confidence: 'certain', owner: 'Auth.js', framework: 'nextauth', source: 'Auth.js, defaultCookies' },
  { names: ['auth_verification'], role: 'transaction', confidence: 'certain', owner: 'Auth0', framework: 'auth0', source: 'express-openid-connect, transactionCookie.name' },
  { names: ['.AspNetCore.Correlation.*', '.AspNetCore.OpenIdConnect.Nonce.*'], role: 'transaction', confidence: 'certain', owner: 'ASP.NET Core', framework: 'aspnet-core', source: 'ASP.NET Core, RemoteAuthenticationOptions' },
  { names: ['AUTH_SESSION_ID', 'AUTH_SESSION_ID_LEGACY', 'KC_RESTART'], role: 'transaction', confidence: 'certain', owner: 'Keycloak', framework: 'keycloak', source: 'Keycloak, AuthenticationSessionManager' },
  { names: ['bell-*'], role: 'transaction', confidence: 'certain', owner: 'hapi', source: '@hapi/bell, option cookie' },
  { names: ['_interaction', '_interaction_resume'], role: 'transaction', confidence: 'certain', owner: 'oidc-provider', source: 'oidc-provider, cookies.names' },
  { names: ['mod_auth_openidc_state_*'], role: 'transaction', confidence: 'certain', owner: 'mod_auth_openidc', source: 'mod_auth_openidc, OIDCStateCookiePrefix' },
  { names: ['code_verifier', 'pkce', 'pkce_*', 'pkce-*', 'oauth_state', 'oauth_nonce', 'oidc_state', 'oidc_nonce', 'oauth_code_verifier'], role: 'transaction', confidence: 'firm', source: 'RFC 7636 section 4.1, RFC 6749 section 10.12' },
  { names: ['state', 'nonce'], role: 'transaction', confidence: 'tentative', source: 'RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1' },

  // Set by what stands in front of the application
  { names: ['AWSALB', 'AWSALBCORS', 'AWSALBTG', 'AWSALBTGCORS', 'AWSELB', 'AWSELBCORS', 'AWSALBAPP-*'], role: 'infrastructure', confidence: 'certain', owner: 'AWS load balancer', source: 'Elastic Load Balancing, sticky sessions' },
  { names: ['ARRAffinity', 'ARRAffinitySameSite', 'ApplicationGatewayAffinity*', 'TiPMix', 'x-ms-routing-name'], role: 'infrastructure', confidence: 'certain', owner: 'Azure load balancer', source: 'Azure App Service, session affinity' },
  { names: ['__cf_bm', 'cf_clearance', '_cfuvid', '__cflb', '__cfduid', '__cfruid', '__cfwaitingroom', 'cf_chl_*', 'cf_ob_info', 'cf_use_ob'], role: 'infrastructure', confidence: 'certain', owner: 'Cloudflare', source: 'Cloudflare cookies' },
  { names: ['BIGipServer*', 'TS01*', /^TS[0-9a-f]{6,8}(?:_\d{1,4})?$/i, 'F5_ST', 'LastMRH_Session', 'f5avr*', 'BNI_persistence', 'BNES_*'], role: 'infrastructure', confidence: 'certain', owner: 'F5 or Barracuda load balancer', source: 'F5 K6917, K6850, K15387' },
  { names: ['NSC_*', 'citrix_ns_id*'], role: 'infrastructure', confidence: 'certain', owner: 'NetScaler', source: 'NetScaler, cookie persistence' },
  { names: ['incap_ses_*', 'visid_incap_*', 'nlbi_*', 'reese84', '___utmvc'], role: 'infrastructure', confidence: 'certain', owner: 'Imperva', source: 'Imperva cookies' },
  { names: ['ak_bmsc', 'bm_sv', 'bm_sz', 'bm_mi', 'bm_s', 'bm_so', 'bm_ss', 'bm_lso', '_abck', 'AKA_A2', 'akaalb_*'], role: 'infrastructure', confidence: 'certain', owner: 'Akamai', source: 'Akamai cookies' },
  { names: ['datadome', '_px*', 'x-bni-*', 'aws-waf-token', 'kameleoonVisitorCode'], role: 'infrastructure', confidence: 'certain', owner: 'bot detection', source: 'DataDome, PerimeterX, AWS WAF' },
  { names: ['heroku-session-affinity'], role: 'infrastructure', confidence: 'certain', owner: 'Heroku router', source: 'Heroku, session affinity; MDN Observatory leaves it out too' },
  { names: ['GCLB', 'GAESA', 'GCP_IAAP_*', 'GCP_IAP_XSRF_NONCE_*'], role: 'infrastructure', confidence: 'certain', owner: 'Google load balancer', source: 'Google Cloud Load Balancing, session affinity' },
  { names: ['SERVERID', 'ROUTEID', 'INGRESSCOOKIE', 'JSESSIONID_ROUTE', 'X-Oracle-BMC-LBS-Route', 'DYNSRV', 'SRVNAME'], role: 'infrastructure', confidence: 'certain', owner: 'load balancer', source: 'HAProxy, ingress-nginx, OCI load balancer' },
  { names: ['route', 'sticky'], role: 'infrastructure', confidence: 'firm', owner: 'load balancer', source: 'nginx sticky, traefik' },
  { names: ['h2o_casper', 'fpc', 'stsservicecookie', 'x-ms-gateway-slice', 'ADRUM_*', 'ADRUM*', 'dtCookie', 'rxVisitor', 'rxvt'], role: 'infrastructure', confidence: 'certain', owner: 'server or monitoring', source: 'H2O, Microsoft identity platform gateway, AppDynamics, Dynatrace' },

  // Measuring and consent
  { names: ['_ga', '_ga_*', '_gid', '_gat*', '_gcl*', '_gac_*', '__utm*', 'AMP_TOKEN', 'IDE', 'NID', 'DSID', 'test_cookie', 'FLC', 'AID', 'TAID', 'AEC', 'ENID', 'OTZ', 'SOCS', 'CONSENT', '1P_JAR'], role: 'analytics', confidence: 'certain', owner: 'Google', source: 'Google, types of cookies' },
  { names: ['__stripe_mid', '__stripe_sid'], role: 'analytics', confidence: 'certain', owner: 'Stripe', source: 'Stripe, cookie policy: prevention of fraud, set by Stripe.js' },
  { names: ['ai_session', 'ai_user'], role: 'analytics', confidence: 'certain', owner: 'Azure Application Insights', source: 'ApplicationInsights-JS, cookie names' },
  { names: ['_fbp', '_fbc', 'fr'], role: 'analytics', confidence: 'certain', owner: 'Meta', source: 'Meta cookies' },
  { names: ['_hj*', 'ajs_*', 'mp_*', 'amplitude_id*', 'AMP_*', '_pk_id*', '_pk_ses*', '_pk_ref*', 'optimizely*', 'intercom-*', '_vwo*', '_vis_opt*', 'ph_phc_*'], role: 'analytics', confidence: 'certain', owner: 'analytics', source: 'Hotjar, Segment, Mixpanel, Amplitude, Matomo, Optimizely, Intercom, VWO, PostHog' },
  { names: ['OptanonConsent', 'OptanonAlertBoxClosed', 'CookieConsent', 'CookieConsent*', 'euconsent*', 'cookieyes-consent', 'cookie_consent', 'cookieconsent_status', 'didomi_token', 'eupubconsent*', 'usprivacy'], role: 'preference', confidence: 'certain', owner: 'consent banner', source: 'OneTrust, Cookiebot, IAB TCF' },
  { names: ['hubspotutk', '__hstc', '__hssc', '__hssrc', '_clck', '_clsk', 'CLID', 'MUID', 'MR', '_uet*', 'ELOQUA', 'demdex', 'dpm', 'AMCV_*', 'AMCVS_*', 's_vi', 's_fid', 's_ecid', 'mbox'], role: 'analytics', confidence: 'certain', owner: 'analytics', source: 'HubSpot, Microsoft Clarity and Advertising, Oracle, Adobe' },
  { names: ['lidc', 'bcookie', 'bscookie', 'li_gc', 'li_sugr', 'UserMatchHistory', 'AnalyticsSyncHistory', 'guest_id*', 'personalization_id', 'muc_ads', '_ttp', 'ttcsid*', '_scid*', '_pin_unauth', '_rdt_uuid', 'session_tracker', '_shopify_y', '_shopify_s', '_shopify_sa_*', 'TDID', 'TDCPM', 'uuid2', 'anj'], role: 'analytics', confidence: 'certain', owner: 'advertising', source: 'cookie pages of LinkedIn, X, TikTok, Snap, Pinterest, Reddit, Shopify, The Trade Desk, Xandr' },
  { names: ['.ASPXANONYMOUS'], role: 'preference', confidence: 'certain', owner: 'ASP.NET', framework: 'aspnet', source: 'ASP.NET anonymousIdentification element' },
  { names: ['mage-*', 'private_content_version', 'X-Magento-Vary'], role: 'preference', confidence: 'certain', owner: 'Magento', source: 'Adobe Commerce, list of cookies' },
  { names: ['django_language'], role: 'preference', confidence: 'certain', owner: 'Django', framework: 'django', source: 'Django, LANGUAGE_COOKIE_NAME' },
  { names: ['NEXT_LOCALE', 'i18n_redirected', 'pll_language', 'i18next', 'wp-settings-*', 'wp_lang', 'lang', 'language', 'locale', 'theme', 'currency', 'tz', 'timezone', 'logged_in', 'color_mode', 'tz_offset'], role: 'preference', confidence: 'firm', source: 'Next.js, Nuxt i18n, Polylang, WordPress, common use' },
]

/** The words that say what a cookie is for, when one of them is a whole part of its name. Order is precedence. */
export const roleWords: readonly { readonly role: RoleName; readonly words: readonly string[] }[] = [
  { role: 'csrf', words: ['csrf', 'xsrf', 'csrftoken', 'xsrftoken', 'antiforgery', 'requestverificationtoken', 'csrfmiddlewaretoken', 'anticsrf'] },
  { role: 'transaction', words: ['pkce', 'code verifier', 'codeverifier', 'oauth state', 'oauth nonce', 'oidc state', 'oidc nonce', 'saml request', 'login state', 'auth state', 'state nonce'] },
  { role: 'refresh', words: ['refresh', 'refreshtoken'] },
  { role: 'remember', words: ['remember', 'rememberme'] },
  { role: 'session', words: ['session', 'sess', 'sid', 'sessid', 'sessionid', 'sso'] },
  { role: 'auth', words: ['jwt', 'auth', 'authn', 'token', 'login', 'access', 'authtoken', 'accesstoken', 'idtoken'] },
]

/** Words beside a role word that say the cookie is about it, not it: `session_banner_closed`, `login_hint`. */
export const companionWords: ReadonlySet<string> = new Set(
  `lang language locale theme consent count counter expired expire expires expiry expiration banner start started timeout storage tracking tracker track closed
  seen affinity sticky test check method type hint exists present warning warn duration time timestamp notice popup modal dismissed dismiss redirect redirected url uri
  return returnto provider attempt attempts error message msg flash view views page pages pref prefs preference preferences setting settings mode last source referrer
  referer utm campaign landing experiment variant version rate interval replay recording analytics stats status enabled disabled visited visits visit number tab tabs limit
  length size depth scroll shown show hide hidden name label color colour format level log logging id_hint scope scopes feature features flag flags device_type`.split(/\s+/),
)

/** Words that keep a random value from being taken for a session: the cookie tells visitors apart or keeps a setting. */
export const harmlessWords: readonly { readonly role: RoleName; readonly words: readonly string[] }[] = [
  { role: 'analytics', words: ['visitor', 'visit', 'vid', 'device', 'deviceid', 'browserid', 'tracking', 'tracker', 'analytics', 'utm', 'campaign', 'experiment', 'anon', 'anonymous', 'guest', 'fingerprint', 'ads', 'adid', 'segment', 'ab', 'uuid', 'guid'] },
  { role: 'preference', words: ['lang', 'language', 'locale', 'theme', 'consent', 'currency', 'timezone', 'tz', 'banner', 'pref', 'prefs', 'preference', 'preferences', 'settings', 'cookieconsent', 'gdpr'] },
]
