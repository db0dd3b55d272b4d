// The little of oidc-provider that is used here. Its published types need those of Koa, which do not agree with the packages they describe.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>)
    callback(): RequestListener
  }
}
