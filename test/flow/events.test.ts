// Logins and logouts as the frameworks send them: paths, fields and answers from their documentation and sources.
import { describe, expect, it } from 'vitest'
import type { Flow } from '../../src/flow/flow.ts'
import type { FlowEvent } from '../../src/flow/events.ts'
import { recording, type Sent } from '../flows.ts'
import { flowSubjects } from '../subjects.ts'

const quiet: Sent = { request: 'GET /robots.txt', content: 'User-agent: *' }
const eventsIn = (...exchanges: readonly Sent[]): readonly FlowEvent[] => (flowSubjects(recording(...exchanges, quiet))[0] as Flow).events
const said = (...exchanges: readonly Sent[]): readonly string[] => eventsIn(...exchanges).map(({ name, step, confidence }) => `#${step} ${name} ${confidence}`)

const id = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb'
const sets = (name: string) => `Set-Cookie: ${name}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`
const clears = (name: string) => `Set-Cookie: ${name}=; Max-Age=0; Path=/; Secure; HttpOnly`
const to = (location: string) => `Location: ${location}`
const jwt = 'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhZGEiLCJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tIiwiZXhwIjoxNzk1MTk4MjAwfQ.c2lnbmF0dXJlLW9mLXRlc3Q'
const form = '<form method="post"><input name="user"><input type="password" name="password"></form>'

interface Case {
  readonly name: string
  readonly exchange: Sent
  /** `login firm`; none when absent. */
  readonly event?: string
}

const logins: readonly Case[] = [
  { name: 'Rails sessions#create', exchange: { request: 'POST /sessions', body: 'authenticity_token=Qk3vQ9r1T7yLx2&session%5Bemail%5D=ada%40example.com&session%5Bpassword%5D=horse-battery', status: 302, answer: [to('/dashboard'), sets('_app_session')] }, event: 'login firm' },
  { name: 'Rails 8 authentication generator', exchange: { request: 'POST /session', body: 'email_address=ada%40example.com&password=horse-battery', status: 302, answer: [to('/'), sets('session_id')] }, event: 'login firm' },
  { name: 'Devise', exchange: { request: 'POST /users/sign_in', body: 'user%5Bemail%5D=ada%40example.com&user%5Bpassword%5D=horse-battery&user%5Bremember_me%5D=0', status: 303, answer: [to('/'), sets('_app_session')] }, event: 'login firm' },
  { name: 'Django', exchange: { request: 'POST /accounts/login/?next=/orders/', body: 'csrfmiddlewaretoken=Qk3vQ9r1T7yLx2&username=ada&password=horse-battery&next=%2Forders%2F', status: 302, answer: [to('/orders/'), sets('sessionid')] }, event: 'login firm' },
  { name: 'Laravel', exchange: { request: 'POST /login', body: '_token=Qk3vQ9r1T7yLx2Wm8Nc4&email=ada%40example.com&password=horse-battery', status: 302, answer: [to('/dashboard'), sets('laravel_session')] }, event: 'login firm' },
  { name: 'Spring Security', exchange: { request: 'POST /login', body: 'username=ada&password=horse-battery&_csrf=Qk3vQ9r1T7yLx2', status: 302, answer: [to('/'), sets('JSESSIONID')] }, event: 'login firm' },
  { name: 'Spring Security of old', exchange: { request: 'POST /j_spring_security_check', body: 'j_username=ada&j_password=horse-battery', status: 302, answer: [to('/home'), sets('JSESSIONID')] }, event: 'login firm' },
  { name: 'servlets', exchange: { request: 'POST /app/j_security_check', body: 'j_username=ada&j_password=horse-battery', status: 303, answer: [to('/app/orders'), sets('JSESSIONID')] }, event: 'login firm' },
  { name: 'JSF', exchange: { request: 'POST /signin.xhtml', body: 'loginForm%3Auser=ada&loginForm%3Apassword=horse-battery&javax.faces.ViewState=123', status: 302, answer: [to('/orders.xhtml'), sets('JSESSIONID')] }, event: 'login firm' },
  { name: 'ASP.NET Core Identity', exchange: { request: 'POST /Identity/Account/Login?ReturnUrl=%2F', body: 'Input.Email=ada%40example.com&Input.Password=horse-battery&Input.RememberMe=false&__RequestVerificationToken=CfDJ8Qk3vQ9r1', status: 302, answer: [to('/'), sets('.AspNetCore.Identity.Application')] }, event: 'login firm' },
  { name: 'ASP.NET Web Forms', exchange: { request: 'POST /Account/Login.aspx', body: '__VIEWSTATE=dDwtMTI3OTMzNDM4&ctl00%24Main%24UserName=ada&ctl00%24Main%24Password=horse-battery', status: 302, answer: [to('/Default.aspx'), sets('.ASPXAUTH')] }, event: 'login firm' },
  { name: 'WordPress', exchange: { request: 'POST /wp-login.php', body: 'log=ada&pwd=horse-battery&wp-submit=Log+In&redirect_to=%2Fwp-admin%2F&testcookie=1', status: 302, answer: [to('/wp-admin/'), sets('wordpress_logged_in_0123456789abcdef0123456789abcdef')] }, event: 'login firm' },
  { name: 'Drupal', exchange: { request: 'POST /user/login', body: 'name=ada&pass=horse-battery&form_build_id=form-Qk3vQ9r1&form_id=user_login_form&op=Log+in', status: 303, answer: [to('/user/1'), sets('SSESS0123456789abcdef0123456789abcdef')] }, event: 'login firm' },
  { name: 'Auth.js credentials', exchange: { request: 'POST /api/auth/callback/credentials', body: 'username=ada&password=horse-battery&csrfToken=0123456789abcdef&json=true', content: { url: 'https://app.example.com/' }, answer: [sets('__Secure-authjs.session-token')] }, event: 'login firm' },
  { name: 'Keycloak', exchange: { request: 'POST https://id.example.com/realms/shop/login-actions/authenticate?session_code=Qk3vQ9r1T7&execution=0f&client_id=web&tab_id=x', body: 'username=ada&password=horse-battery&credentialId=', status: 302, answer: [to('https://app.example.com/login/oauth2/code/keycloak?state=Qk3vQ9&session_state=0f&code=abc'), sets('KEYCLOAK_IDENTITY')] }, event: 'login firm' },
  { name: 'oidc-provider', exchange: { request: 'POST https://id.example.com/session/end/confirm', body: 'xsrf=Qk3vQ9r1T7yLx2&logout=yes', status: 303, answer: [to('https://app.example.com/'), clears('_session')] }, event: 'logout firm' },
  { name: 'a session destroyed by name', exchange: { request: 'POST /api/session/destroy', content: {} }, event: 'logout firm' },
  { name: 'Supabase', exchange: { request: 'POST https://p.supabase.co/auth/v1/token?grant_type=password', body: { email: 'ada@example.com', password: 'horse-battery', gotrue_meta_security: {} }, content: { access_token: jwt, token_type: 'bearer', expires_in: 3600, refresh_token: 'v1MKSbQ0b9xyz1234567' } }, event: 'login firm' },
  { name: 'Firebase', exchange: { request: 'POST https://identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=AIzaSyExample', body: { email: 'ada@example.com', password: 'horse-battery', returnSecureToken: true }, content: { idToken: jwt, email: 'ada@example.com', refreshToken: 'AMf-vBw0b9xyz1234567', expiresIn: '3600' } }, event: 'login firm' },
  { name: 'a GraphQL mutation', exchange: { request: 'POST /graphql', body: { operationName: 'Login', query: 'mutation Login($email: String!, $password: String!) { login(email: $email, password: $password) { token } }', variables: { email: 'ada@example.com', password: 'horse-battery' } }, content: { data: { login: { token: jwt } } } }, event: 'login firm' },
  { name: 'a GraphQL mutation with the values in it', exchange: { request: 'POST /graphql', body: { query: 'mutation { tokenAuth(username: "ada", password: "horse-battery") { token } }' }, content: { data: { tokenAuth: { token: jwt } } } }, event: 'login firm' },
  { name: 'a GraphQL input object', exchange: { request: 'POST /graphql', body: { query: 'mutation M($input: LoginInput!) { signIn(input: $input) { ok } }', variables: { input: { email: 'ada@example.com', password: 'horse-battery' } } }, content: { data: { signIn: { ok: true } } }, answer: [sets('sid')] }, event: 'login firm' },
  { name: 'nested JSON', exchange: { request: 'POST /api/users/login', body: { user: { email: 'ada@example.com', password: 'horse-battery' } }, content: { user: { email: 'ada@example.com', token: jwt } } }, event: 'login firm' },
  { name: 'JSON, and nothing in the answer tells', exchange: { request: 'POST /api/login', fields: [`Cookie: sid=${id}`], body: { username: 'ada', password: 'horse-battery' }, content: { user: 'ada' } }, event: 'login tentative' },
  { name: 'an authorization code that comes back', exchange: { request: 'GET /auth/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', status: 302, answer: [to('/'), sets('sid')] }, event: 'login firm' },
  { name: 'a code that comes back to the session from before', exchange: { request: 'GET /auth/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', fields: [`Cookie: sid=${id}`], status: 302, answer: [to('/')] }, event: 'login tentative' },
  { name: 'a SAML response', exchange: { request: 'POST /saml/acs', body: 'SAMLResponse=PHNhbWxwOlJlc3BvbnNl&RelayState=%2F', status: 302, answer: [to('/'), sets('sid')] }, event: 'login firm' },
  { name: 'an authorization code for tokens', exchange: { request: 'POST https://id.example.com/token', body: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&client_id=web', content: { access_token: jwt, token_type: 'Bearer' } }, event: 'login firm' },
  { name: 'a second factor', exchange: { request: 'POST /login/two-factor', fields: [`Cookie: sid=${id}`], body: 'otp=123456', status: 302, answer: [to('/account'), 'Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'] }, event: 'login firm' },
  { name: 'a passkey', exchange: { request: 'POST /webauthn/login/finish', body: { id: 'AbCd', type: 'public-key' }, content: { verified: true }, answer: [sets('sid')] }, event: 'login firm' },
  { name: 'a recording without bodies', exchange: { request: 'POST /login', fields: [`Cookie: sid=${id}`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 41'], status: 302, answer: [to('/account')] }, event: 'login tentative' },
  { name: 'a login by GET', exchange: { request: 'GET /login?user=ada&password=horse-battery', status: 302, answer: [to('/account'), sets('sid')] }, event: 'login firm' },
]

const logouts: readonly Case[] = [
  { name: 'Devise', exchange: { request: 'DELETE /users/sign_out', fields: [`Cookie: _app_session=${id}`], status: 303, answer: [to('/')] }, event: 'logout firm' },
  { name: 'Devise by a form', exchange: { request: 'POST /users/sign_out', body: '_method=delete&authenticity_token=Qk3vQ9r1T7', status: 303, answer: [to('/')] }, event: 'logout firm' },
  { name: 'Rails 8', exchange: { request: 'POST /session', body: '_method=delete&authenticity_token=Qk3vQ9r1T7', status: 302, answer: [to('/session/new'), clears('session_id')] }, event: 'logout firm' },
  { name: 'REST', exchange: { request: 'DELETE /api/session', status: 204 }, event: 'logout firm' },
  { name: 'one of a list of sessions', exchange: { request: 'DELETE /api/sessions/42', status: 204 }, event: 'logout tentative' },
  { name: 'WordPress', exchange: { request: 'GET /wp-login.php?action=logout&_wpnonce=0123456789', status: 302, answer: [to('/wp-login.php?loggedout=true'), clears('wordpress_logged_in_0123456789abcdef0123456789abcdef')] }, event: 'logout firm' },
  { name: 'Django', exchange: { request: 'POST /accounts/logout/', body: 'csrfmiddlewaretoken=Qk3vQ9r1T7yLx2', content: '<p>Logged out</p>', answer: [clears('sessionid')] }, event: 'logout firm' },
  { name: 'ASP.NET', exchange: { request: 'POST /Account/LogOff', body: '__RequestVerificationToken=CfDJ8Qk3vQ9r1', status: 302, answer: [to('/'), clears('.AspNet.ApplicationCookie')] }, event: 'logout firm' },
  { name: 'Auth.js', exchange: { request: 'POST /api/auth/signout', body: 'csrfToken=0123456789abcdef&callbackUrl=%2F', status: 302, answer: [to('/'), clears('__Secure-authjs.session-token')] }, event: 'logout firm' },
  { name: 'OpenID Connect', exchange: { request: `GET https://id.example.com/realms/shop/protocol/openid-connect/logout?id_token_hint=${jwt}&post_logout_redirect_uri=https%3A%2F%2Fapp.example.com`, status: 302, answer: [to('https://app.example.com'), clears('KEYCLOAK_IDENTITY')] }, event: 'logout firm' },
  { name: 'Supabase', exchange: { request: 'POST https://p.supabase.co/auth/v1/logout?scope=global', fields: [`Authorization: Bearer ${jwt}`], status: 204 }, event: 'logout firm' },
  { name: 'MediaWiki', exchange: { request: 'GET /index.php?title=Special:UserLogout', status: 302, answer: [to('/wiki/Main_Page'), clears('wiki_session')] }, event: 'logout firm' },
  { name: 'OpenCart', exchange: { request: 'GET /index.php?route=account/logout', status: 302, answer: [to('/')] }, event: 'logout firm' },
  { name: 'a GraphQL mutation', exchange: { request: 'POST /graphql', body: { query: 'mutation { logout { ok } }' }, content: { data: { logout: { ok: true } } } }, event: 'logout firm' },
  { name: 'a token revoked (RFC 7009)', exchange: { request: 'POST https://id.example.com/oauth2/revoke', body: 'token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token' }, event: 'logout firm' },
  { name: 'a page that may have done it', exchange: { request: 'GET /logout', content: '<p>Good bye</p>' }, event: 'logout tentative' },
]

const others: readonly Case[] = [
  { name: 'a refresh', exchange: { request: 'POST https://id.example.com/token', body: 'grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&client_id=web', content: { access_token: jwt, token_type: 'Bearer' } }, event: 'refresh certain' },
  { name: 'a refresh by path', exchange: { request: 'POST /api/auth/refreshToken', body: { refreshToken: 'tGzv3JOkF0XG5Qx2TlKWIA' }, content: { accessToken: jwt } }, event: 'refresh firm' },
  { name: 'Django password change', exchange: { request: 'POST /accounts/password_change/', body: 'old_password=horse-battery&new_password1=staple-horse&new_password2=staple-horse', status: 302, answer: [to('/accounts/password_change/done/')] }, event: 'password-change firm' },
  { name: 'Devise password change', exchange: { request: 'PUT /users', body: 'user%5Bcurrent_password%5D=horse-battery&user%5Bpassword%5D=staple-horse&user%5Bpassword_confirmation%5D=staple-horse', status: 303, answer: [to('/')] }, event: 'password-change firm' },
]

const nothing: readonly Case[] = [
  { name: 'a refused login', exchange: { request: 'POST /login', body: 'user=ada&password=wrong-horse', status: 401, content: 'no' } },
  { name: 'the form once more', exchange: { request: 'POST /accounts/login/', body: 'username=ada&password=wrong-horse', content: form } },
  { name: 'Rails renders the form with 422', exchange: { request: 'POST /users/sign_in', body: 'user%5Bemail%5D=ada&user%5Bpassword%5D=wrong-horse', status: 422, content: form } },
  { name: 'Laravel sends back to the form with another cookie', exchange: { request: 'POST /login', body: '_token=Qk3vQ9r1T7yLx2&email=ada&password=wrong-horse', status: 302, answer: [to('/login'), sets('laravel_session')] } },
  { name: 'Spring sends back with an error', exchange: { request: 'POST /perform', body: 'username=ada&password=wrong-horse', status: 302, answer: [to('/login?error'), sets('JSESSIONID')] } },
  { name: 'to the front page with an error', exchange: { request: 'POST /enter', body: 'username=ada&password=wrong-horse', status: 302, answer: [to('/?error=1')] } },
  { name: 'locked out', exchange: { request: 'POST /Account/Login', body: 'Input.Email=ada&Input.Password=wrong-horse', status: 302, answer: [to('/Account/Lockout')] } },
  { name: 'Auth.js names the error page', exchange: { request: 'POST /api/auth/callback/credentials', body: 'username=ada&password=wrong-horse&csrfToken=0123456789abcdef', content: { url: 'https://app.example.com/login?error=CredentialsSignin&code=credentials' } } },
  { name: 'JSON that says no with 200', exchange: { request: 'POST /api/login', body: { username: 'ada', password: 'wrong-horse' }, content: { success: false } } },
  { name: 'JSON with a message with 200', exchange: { request: 'POST /api/login', body: { username: 'ada', password: 'wrong-horse' }, content: { message: 'Invalid credentials' } } },
  { name: 'GraphQL errors with 200', exchange: { request: 'POST /graphql', body: { query: 'mutation Login($password: String!) { login(password: $password) { token } }', variables: { password: 'wrong-horse' } }, content: { errors: [{ message: 'nope' }], data: null } } },
  { name: 'the second factor is still to come', exchange: { request: 'POST /login', body: 'user=ada&password=horse-battery', status: 302, answer: [to('/two-factor'), sets('sid')] } },
  { name: 'Devise registration', exchange: { request: 'POST /users', body: 'user%5Bemail%5D=ada&user%5Bpassword%5D=horse-battery&user%5Bpassword_confirmation%5D=horse-battery', status: 303, answer: [to('/'), sets('_app_session')] } },
  { name: 'Django registration', exchange: { request: 'POST /join/', body: 'username=ada&password1=horse-battery&password2=horse-battery', status: 302, answer: [to('/'), sets('sessionid')] } },
  { name: 'registration of an API', exchange: { request: 'POST /api/users', body: { user: { email: 'ada@example.com', password: 'horse-battery' } }, status: 201, content: { user: { token: jwt } } } },
  { name: 'ASP.NET registration', exchange: { request: 'POST /Identity/Account/Register', body: 'Input.Email=ada&Input.Password=horse-battery&Input.ConfirmPassword=horse-battery', status: 302, answer: [to('/'), sets('.AspNetCore.Identity.Application')] } },
  { name: 'Firebase registration', exchange: { request: 'POST https://identitytoolkit.googleapis.com/v1/accounts:signUp?key=AIzaSyExample', body: { email: 'ada@example.com', password: 'horse-battery', returnSecureToken: true }, content: { idToken: jwt, refreshToken: 'AMf-vBw0b9xyz1234567' } } },
  { name: 'Supabase registration', exchange: { request: 'POST https://p.supabase.co/auth/v1/signup', body: { email: 'ada@example.com', password: 'horse-battery' }, content: { access_token: jwt } } },
  { name: 'registration by GraphQL', exchange: { request: 'POST /graphql', body: { query: 'mutation R($password: String!) { createUser(password: $password) { token } }', variables: { password: 'horse-battery' } }, content: { data: { createUser: { token: jwt } } } } },
  { name: 'WordPress lost password', exchange: { request: 'POST /wp-login.php?action=resetpass', body: 'pass1=staple-horse&pass2=staple-horse&rp_key=0123456789', status: 302, answer: [to('/wp-login.php?action=login')] } },
  { name: 'Laravel password reset', exchange: { request: 'POST /reset-password', body: '_token=Qk3vQ9r1T7&token=0123456789abcdef&email=ada&password=staple-horse&password_confirmation=staple-horse', status: 302, answer: [to('/dashboard'), sets('laravel_session')] } },
  { name: 'Devise password reset', exchange: { request: 'PUT /users/password', body: 'user%5Breset_password_token%5D=0123456789&user%5Bpassword%5D=staple-horse&user%5Bpassword_confirmation%5D=staple-horse', status: 303, answer: [to('/')] } },
  { name: 'Laravel asks for the password again', exchange: { request: 'POST /user/confirm-password', fields: [`Cookie: laravel_session=${id}`], body: '_token=Qk3vQ9r1T7&password=horse-battery', status: 302, answer: [to('/settings')] } },
  { name: 'Supabase sets another password', exchange: { request: 'PUT https://p.supabase.co/auth/v1/user', fields: [`Authorization: Bearer ${jwt}`], body: { password: 'staple-horse' }, content: { id: '1' } } },
  { name: 'a setting that speaks of passwords', exchange: { request: 'POST /api/settings', body: { showPassword: true, password: false }, content: { saved: 1 } } },
  { name: 'a preflight of the logout', exchange: { request: 'OPTIONS /logout', status: 204 } },
  { name: 'back from the logout elsewhere', exchange: { request: 'GET /signout-callback-oidc?state=x', status: 302, answer: [to('/')] } },
  { name: 'the page after logging out', exchange: { request: 'GET /logout/success', content: '<p>Good bye</p>' } },
  { name: 'the page of oidc-provider after logging out', exchange: { request: 'GET /session/end/success', content: '<p>Good bye</p>' } },
  { name: 'a lesson that ends', exchange: { request: 'GET /sessions/42/end-of-term', content: '<p>...</p>' } },
  { name: 'a picture', exchange: { request: 'GET /img/logout.png', content: 'png' } },
  { name: 'on to the same path with a slash', exchange: { request: 'GET /logout', status: 301, answer: [to('/logout/')] } },
  { name: 'a revoked API key', exchange: { request: 'POST /api-keys/17/revoke', content: { done: 1 } } },
  { name: 'a refused logout', exchange: { request: 'POST /logout', status: 403 } },
  { name: 'an article about logging out', exchange: { request: 'GET /help/how-to-log-out-everywhere?q=logout', content: '<p>...</p>' } },
  { name: 'a form of the login without a password', exchange: { request: 'POST /login', fields: [`Cookie: sid=${id}`], body: 'lang=de', status: 302, answer: [to('/')] } },
  { name: 'tokens for a program', exchange: { request: 'POST https://id.example.com/token', body: 'grant_type=client_credentials&client_id=web&client_secret=horse-battery', content: { access_token: jwt } } },
  { name: 'a login that is sent to an identity provider', exchange: { request: 'POST /api/auth/signin/github', body: 'csrfToken=0123456789abcdef', status: 302, answer: [to('https://github.com/login/oauth/authorize?client_id=x&response_type=code'), 'Set-Cookie: __Secure-authjs.state=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Secure; HttpOnly'] } },
]

describe.each([
  ['login', logins],
  ['logout', logouts],
  ['something else', others],
  ['nothing', nothing],
] as const)('takes for %s', (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (__, { exchange, event }) => {
    expect(said(exchange)).toEqual(event === undefined ? [] : [`#1 ${event}`])
  })
})

describe('the rest of the recording', () => {
  const cookie = `Cookie: sid=${id}`
  const silent: Sent = { request: 'POST /api/login', fields: [cookie], body: { username: 'ada', password: 'horse-battery' }, content: { user: 'ada' } }
  const account = (status: number): Sent => ({ request: 'GET /api/account', fields: [cookie], status, content: { user: 'ada' } })

  it('makes a login of what opened a door', () => expect(said(account(401), silent, account(200))).toEqual(['#2 login firm']))
  it('makes none surer that opened nothing', () => expect(said(account(401), silent, account(401))).toEqual(['#2 login tentative']))
  it('takes the page of oidc-provider that asks for no logout', () =>
    expect(said({ request: 'GET /session/end?client_id=orders', content: '<form method="post"></form>' }, { request: 'POST /session/end/confirm', status: 303, answer: [to('/')] })).toEqual(['#2 logout firm']))
  it('takes the page that asks for no logout when the form on it follows', () =>
    expect(said({ request: 'GET /logout', content: '<form method="post"></form>' }, { request: 'POST /logout', status: 302, answer: [to('/')] })).toEqual(['#2 logout firm']))
  it('takes a password given once more for something else', () => {
    const login: Sent = { request: 'POST /login', body: 'user=ada&password=horse-battery', status: 302, answer: [to('/account'), sets('sid')] }
    const once: Sent = { request: 'POST /orders/17/pay', fields: [cookie], body: 'password=horse-battery', status: 302, answer: [to('/orders/17')] }
    expect(said(login, once)).toEqual(['#1 login firm'])
  })
  it('doubts a try that is followed by another', () => {
    const tried: Sent = { request: 'POST /login', body: 'user=ada&password=wrong-horse', content: '<p>Not this time</p>', answer: [sets('PHPSESSID')] }
    const worked: Sent = { request: 'POST /login', fields: [`Cookie: PHPSESSID=${id}`], body: 'user=ada&password=horse-battery', status: 302, answer: [to('/account')] }
    expect(said(tried, worked)).toEqual(['#1 login tentative', '#2 login firm'])
  })
})
