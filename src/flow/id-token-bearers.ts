// Services that take ID tokens as bearer tokens by design, where everybody else takes access tokens.

interface BearerOfIdTokens {
  readonly name: string
  /** Of the token. */
  readonly issuer?: RegExp
  /** Of the service that takes it. */
  readonly host?: RegExp
  readonly path?: RegExp
  /** It may stand behind any host, so that nothing tells it from another API of tokens of that issuer. */
  readonly hidden?: true
  /** Where its makers say so. */
  readonly source: string
}

const google = /^(?:https:\/\/)?accounts\.google\.com$/
const cognito = /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com(?:\.cn)?\//

const bearers: readonly BearerOfIdTokens[] = [
  { name: 'Firebase Authentication', issuer: /^https:\/\/securetoken\.google\.com\//, source: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens' },
  { name: 'Cloud Run', issuer: google, host: /\.run\.app$/, source: 'https://cloud.google.com/run/docs/authenticating/service-to-service' },
  { name: 'Cloud Functions', issuer: google, host: /\.cloudfunctions\.net$/, source: 'https://cloud.google.com/functions/docs/securing/authenticating' },
  { name: 'Identity-Aware Proxy', issuer: google, hidden: true, source: 'https://cloud.google.com/iap/docs/authentication-howto' },
  { name: 'API Gateway', issuer: cognito, host: /\.execute-api\.[\w-]+\.amazonaws\.com(?:\.cn)?$/, source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-invoke-api-integrated-with-cognito-user-pool.html' },
  { name: 'AppSync', issuer: cognito, host: /\.appsync-api\.[\w-]+\.amazonaws\.com(?:\.cn)?$/, source: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html' },
  { name: 'API Gateway and AppSync', issuer: cognito, hidden: true, source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html' },
  {
    name: 'Kubernetes',
    path: /^\/(?:api\/v1\/(?:bindings|componentstatuses|configmaps|endpoints|events|limitranges|namespaces|nodes|persistentvolumeclaims|persistentvolumes|pods|resourcequotas|secrets|serviceaccounts|services|watch)(?:\/|$)|apis(?:$|\/[\w.-]+(?:$|\/v\d))|openapi\/v[23](?:\/|$))/,
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens',
  },
]

/** The service that takes ID tokens of this issuer there; `hidden` when it only may be one. */
export const takesIdTokens = (issuer: string, url: URL): Pick<BearerOfIdTokens, 'name' | 'hidden'> | undefined =>
  bearers.find(({ issuer: from, host, path }) => (from?.test(issuer) ?? true) && (host?.test(url.hostname) ?? true) && (path?.test(url.pathname) ?? true))
