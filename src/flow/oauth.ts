import type { HttpResponse } from '../http/exchange.ts'
import { parameter, type Parameters } from './parameters.ts'

/** What OAuth 2.0 and OpenID Connect say in one exchange. Secrets and codes are told by their presence only. */
export type OAuthMessage =
  /** To the authorization endpoint (RFC 6749 section 4.1.1). */
  | {
      readonly kind: 'authorization-request'
      readonly responseType: string
      readonly clientId: string | undefined
      readonly redirectUri: string | undefined
      readonly scope: string | undefined
      readonly codeChallenge: boolean
      readonly codeChallengeMethod: string | undefined
      readonly state: boolean
      readonly nonce: boolean
      /** By reference or pushed (RFC 9101, RFC 9126): the parameters are not in the URL. */
      readonly byReference: boolean
    }
  /** Back at the client (RFC 6749 section 4.1.2). */
  | { readonly kind: 'authorization-response'; readonly code: boolean; readonly error: string | undefined; readonly iss: string | undefined; readonly tokens: boolean; readonly state: boolean }
  /** To the token endpoint, with its answer (RFC 6749 section 4.1.3). */
  | { readonly kind: 'token-request'; readonly grantType: string; readonly clientId: string | undefined; readonly codeVerifier: boolean; readonly scope: string | undefined; readonly grantedScope: string | undefined }
  /** Of an authorization server (RFC 8414, OpenID Connect Discovery). */
  | { readonly kind: 'metadata'; readonly issuer: string; readonly issParameter: boolean; readonly authorizationEndpoint: string | undefined }

export function oauthMessage(response: HttpResponse, parameters: Parameters): OAuthMessage | undefined {
  const value = (name: string) => parameter(parameters, name)
  const grantType = value('grant_type')
  if (grantType !== undefined && response.method !== 'GET') {
    const { json } = response
    const granted = json?.['scope']
    return {
      kind: 'token-request',
      grantType,
      clientId: value('client_id'),
      codeVerifier: value('code_verifier') !== undefined,
      scope: value('scope'),
      grantedScope: typeof granted === 'string' ? granted : undefined,
    }
  }
  const responseType = value('response_type')
  const byReference = value('request_uri') !== undefined || value('request') !== undefined
  if (value('client_id') !== undefined && (responseType !== undefined || byReference)) {
    return {
      kind: 'authorization-request',
      responseType: responseType ?? '',
      clientId: value('client_id'),
      redirectUri: value('redirect_uri'),
      scope: value('scope'),
      codeChallenge: value('code_challenge') !== undefined,
      codeChallengeMethod: value('code_challenge_method'),
      state: value('state') !== undefined,
      nonce: value('nonce') !== undefined,
      byReference,
    }
  }
  const { json } = response
  const issuer = json?.['issuer']
  const authorizationEndpoint = json?.['authorization_endpoint']
  if (typeof issuer === 'string' && (typeof authorizationEndpoint === 'string' || json?.['token_endpoint'] !== undefined)) {
    return {
      kind: 'metadata',
      issuer,
      issParameter: json?.['authorization_response_iss_parameter_supported'] === true,
      authorizationEndpoint: typeof authorizationEndpoint === 'string' ? authorizationEndpoint : undefined,
    }
  }
  const code = value('code')
  const state = value('state')
  const error = value('error')
  if ((code !== undefined && (state !== undefined || value('iss') !== undefined || value('session_state') !== undefined)) || (error !== undefined && state !== undefined)) {
    return { kind: 'authorization-response', code: code !== undefined, error, iss: value('iss'), tokens: value('access_token') !== undefined || value('id_token') !== undefined, state: state !== undefined }
  }
  return undefined
}
