import { createHmac } from 'node:crypto'
import { remembering } from '../core/remember.ts'
import type { SignatureAlgorithm } from './algorithms.ts'
import { audiences } from './claims.ts'
import type { JwtFacts } from './facts.ts'
import { HashingBudget } from './hashing-budget.ts'
import { HmacLanes } from './hmac-lanes.ts'
import type { ParsedJwt } from './jwt.ts'

/** Secrets that are printed in documentation, generated projects and default configurations, or that people type first. */
const common = `
secret Secret SECRET secrets secret1 secret12 secret123 secret1234 secret12345 secret123456 secret! secret@123 Secret123 Secret123! Secret@123 secret_123 secret-123
secretkey secretKey SecretKey SECRETKEY secret-key secret_key SECRET_KEY SECRET-KEY secretkey123 secretKey123 SecretKey123 secret_key_123 secret_key_here secret-key-here
secrettoken secretToken secret-token secret_token secretjwt secretJWT secretsecret secretsecretsecret supersecret superSecret SuperSecret SUPERSECRET super-secret
super_secret super_secret_key supersecretkey superSecretKey super-secret-key supersecret123 SuperSecret123 SuperSecretKey superSecretPassword supersecretpassword
super_secret_jwt_key super-secret-jwt-key supersecretjwtkey super_secret_jwt supersecretjwt super-secret-jwt-token-with-at-least-32-characters-long verysecret
verySecret very-secret very_secret verysecretkey verySecretKey very-secret-key very_secret_key veryverysecret veryverysecretkey topsecret topSecret TopSecret top-secret
top_secret topsecretkey top_secret_key mysecret mySecret MySecret MYSECRET my-secret my_secret mysecretkey mySecretKey MySecretKey my-secret-key my_secret_key
mysecret123 mysecretkey123 mySecretKey123 mysecrettoken mySecretToken mysupersecret my-super-secret my_super_secret mysupersecretkey my-super-secret-key
my_super_secret_key mysupersecretpassword mysupersecretjwtkey mytopsecret mytopsecretkey myverysecretkey my_very_secret_key my_jwt_secret my-jwt-secret myJwtSecret
myjwtsecret mysecretjwt my_secret_jwt_key mykey my-key my_key myKey mytoken mypassword ourSecret oursecret oursecretkey thesecret theSecret the_secret the-secret
thesecretkey the_secret_key asecret a_secret a-secret somesecret some_secret some-secret somesecretkey somekey some-key some_key anothersecret another_secret
notasecret not_a_secret not-a-secret notsosecret not-so-secret not_so_secret shhh shhhh shhhhh shhhhhhh shhhhhhhh sshhhh shared_secret shared-secret sharedsecret
sharedSecret SharedSecret shared_key sharedkey sharedKey hs256-secret hs256secret HS256 hs256 HS384 HS512 hmac hmackey hmac-secret hmac_secret hmacsecret hmacSecret
jwt JWT jwtkey jwtKey jwt-key jwt_key JWT_KEY jwtsecret jwtSecret JwtSecret JWTSecret JWTSECRET jwt-secret jwt_secret JWT_SECRET JWT-SECRET jwtsecretkey jwtSecretKey
JwtSecretKey jwt-secret-key jwt_secret_key JWT_SECRET_KEY jwtsecret123 jwt_secret_123 jwt123 jwttoken jwt-token jwt_token jwtpassword jwt_password jwt_signing_key
jwt-signing-key signing-key signing_key signingkey signingKey SigningKey signing-secret signing_secret signingsecret signature signkey sign-key sign_key sign
token Token TOKEN tokensecret tokenSecret token-secret token_secret TOKEN_SECRET tokenkey tokenKey token_key token-key access_token_secret accessTokenSecret
ACCESS_TOKEN_SECRET access-token-secret accesstokensecret refresh_token_secret refreshTokenSecret REFRESH_TOKEN_SECRET refresh-token-secret refreshtokensecret
access_secret access-secret accesssecret accessSecret refresh_secret refresh-secret refreshsecret refreshSecret authsecret authSecret auth-secret auth_secret
AUTH_SECRET NEXTAUTH_SECRET nextauth_secret authkey auth_key auth-key authtoken auth auth123 authentication authorization bearer session sessionsecret
session-secret session_secret SESSION_SECRET sessionSecret cookiesecret cookie_secret cookie-secret appsecret appSecret app-secret app_secret APP_SECRET appkey
app-key app_key APP_KEY application application_secret application-secret api apikey apiKey api-key api_key API_KEY apisecret apiSecret api-secret api_secret API_SECRET
clientsecret client-secret client_secret clientSecret CLIENT_SECRET serversecret server-secret server_secret serverSecret private privatekey privateKey PrivateKey
private-key private_key PRIVATE_KEY privateKey123 public publickey public-key publicKey PUBLIC_KEY encryptionkey encryption-key encryption_key encryptionKey
key Key KEY key1 key123 keykey keyboard keyboardcat thekey theKey the-key a-key some password Password PASSWORD password1 password12 password123 Password1 Password123
Password123! Password@123 P@ssw0rd P@ssword passw0rd p@ssw0rd pass Pass pass123 pass1234 passphrase passwd passwort motdepasse contrasena senha admin Admin ADMIN admin1
admin123 admin1234 admin@123 Admin123 Admin@123 administrator root root123 toor user user123 guest default Default DEFAULT defaultsecret default-secret default_secret
defaultkey default-key default_key defaultSecret default_secret_key default-secret-key test Test TEST test1 test12 test123 test1234 test12345 testing testsecret
testSecret TestSecret test-secret test_secret TEST_SECRET testkey testKey test-key test_key test_secret_key test-secret-key testjwtsecret test_jwt_secret test-jwt-secret
testtest testtoken test-token demo Demo demo123 demosecret demo-secret demo_secret demokey demo-key example Example example-secret example_secret examplesecret
example-key example_key examplekey sample samplesecret sample-secret sample_secret samplekey sample_key dummy dummysecret dummy-secret dummy_secret dummykey dummy_key
dev development devsecret dev-secret dev_secret DEV_SECRET devkey dev-key dev_key dev_secret_key dev-secret-key dev-jwt-secret dev_jwt_secret devjwtsecret
development-secret development_secret developmentsecret local localhost localsecret local-secret local_secret staging production prod production_secret prodsecret
changeme changeMe ChangeMe CHANGEME CHANGE_ME change-me change_me change_this change-this changethis CHANGE_THIS change-it changeit changeit123 change_it
changemeplease change-me-please change_me_please please-change-me please_change_me pleasechangeme changeme123 changeThisSecret change-this-secret change_this_secret
change_this_secret_key changethissecret changethissecretkey changemeinproduction change-me-in-production change_me_in_production CHANGE_ME_IN_PRODUCTION
change-this-in-production change_this_in_production changethisinproduction replaceme replace-me replace_me REPLACE_ME replace-this replace_this fixme FIXME todo TODO
xxx xxxx xxxxx xxxxxxxx XXX none None null NULL nil undefined Undefined NaN false true empty blank string String text placeholder PLACEHOLDER value number object
foo bar baz foobar foobarbaz foo123 bar123 hello Hello hello123 helloworld HelloWorld hello-world hello_world world hi hey abc ABC abc123 abc1234 abcd abcd1234 abcde
abcdef abcdefg abcdefgh abcdefghijklmnop abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz123456 abcdefghijklmnopqrstuvwxyz0123456789
a b c x y z s k aa aaa aaaa aaaaaaaa aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx asdf asdfasdf
asdfgh asdfghjkl asdf1234 qwerty qwerty123 qwertyuiop QWERTY qwe qwe123 qweasd qweasdzxc zxcvbn zxcvbnm 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsx qazwsxedc
0 1 00 11 000 111 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 01234567890123456789012345678901 12345678901234567890123456789012
1234567890123456 123456789012345678901234567890 123123 123321 111111 11111111 000000 00000000 0000 654321 87654321 987654321 9876543210 666666 888888 112233 121212
00000000000000000000000000000000 11111111111111111111111111111111 0123456789abcdef 0123456789ABCDEF 0123456789abcdef0123456789abcdef deadbeef cafebabe DEADBEEF
letmein welcome Welcome1 welcome123 login master monkey dragon sunshine iloveyou princess football baseball superman batman trustno1 starwars pokemon computer internet
whatever freedom nothing something anything everything mystery magic abracadabra opensesame sesame sesame123 unicorn rainbow banana apple orange pineapple
coffee pizza chocolate cookie cheese kitty cat dog meow woof kitten puppy ninja hacker hunter hunter2 matrix neo zion google facebook github microsoft
node nodejs node.js express expressjs express-jwt passport passport-jwt passportjs koa koa-jwt hapi fastify fastify-jwt nest nestjs nest-secret nestjs-secret
next nextjs next-auth nextauth nuxt react angular vue svelte meteor ember backbone mongo mongodb mongoose mysql postgres redis sqlite docker kubernetes
django django-insecure djangosecret django_secret flask flask-secret flask_secret flask-jwt flasksecret fastapi starlette pyjwt python python-jose tornado bottle
spring springboot spring-boot spring-security springsecurity springbootsecret java jjwt kotlin scala play playframework quarkus micronaut jhipster javainuse bezKoderSecretKey
JWTSuperSecretKey JavaTechie javatechie Callicoder MyJwtSecret SecretKeyToGenJWTs ThisIsASecret ThisIsMySecret ThisIsMySecretKey ThisIsASecretKey thisisasecret thisismysecret
thisisasecretkey thisismysecretkey thisIsMySecret this_is_a_secret this-is-a-secret this_is_my_secret this_is_secret thisissecret thisisnotasecret this_is_a_secret_key
this-is-a-secret-key laravel laravel-secret symfony lumen php codeigniter lcobucci rails ruby sinatra devise warden knock golang go gin gin-gonic echo fiber chi
rust actix axum rocket dotnet aspnet aspnetcore csharp blazor identity IdentityServer identityserver elixir phoenix guardian joken
ThisIsTheSecretKey ThisismySecretKey Yh2k7QSu4l8CZg5p6X3Pna9L0Miy4D3Bvt0JVr87UcOj69Kqw5R2Nmf4FWs03Hdx
your-secret your_secret yourSecret yoursecret YourSecret YOUR_SECRET your-secret-key your_secret_key yourSecretKey yoursecretkey YourSecretKey YOUR_SECRET_KEY
your-secret-here your_secret_here yoursecrethere YOUR_SECRET_HERE your-secret-key-here your_secret_key_here YOUR_SECRET_KEY_HERE your-jwt-secret your_jwt_secret
yourJwtSecret yourjwtsecret YOUR_JWT_SECRET your-jwt-secret-key your_jwt_secret_key your-jwt-secret-key-here your_jwt_secret_here YOUR_JWT_SECRET_KEY
your-super-secret-key your_super_secret_key your-super-secret-jwt-key your_super_secret_jwt_key your-super-secret-jwt-key-change-this-in-production
your-secret-key-change-in-production your-secret-key-change-this-in-production your-256-bit-secret your-384-bit-secret your-512-bit-secret your-256-bit-secret-here
your_256_bit_secret your-256-bit-secret-key your-secret-key-at-least-32-characters-long your-very-secret-key your_very_secret_key your-private-key your_private_key
yourPrivateKey your-signing-key your_signing_key your-key your_key yourkey your-token-secret your-access-token-secret your-refresh-token-secret your_access_token_secret
your_refresh_token_secret your-app-secret your_app_secret your-session-secret your_password yourpassword insert-secret-here insert_secret_here enter-your-secret
a-string-secret-at-least-256-bits-long a-string-secret-at-least-384-bits-long-for-hs384 a-string-secret-at-least-512-bits-long
a-string-secret-at-least-384-bits-long a-string-secret-at-least-512-bits-long-which-is-this-long a-valid-string-secret-that-is-at-least-256-bits-long
a-valid-string-secret-that-is-at-least-384-bits-long a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long
a-256-bit-secret a-very-long-secret a-very-secret-key a_very_secret_key averysecretkey at-least-32-characters-long at-least-256-bits-long
GEhD3dt3ch1NeS3rver genieacs SecretKey012345678901234567890123456789012345678901234567890123456789 VGhpc0lzTXlDdXN0b21TZWNyZXRLZXkwMTIzNDU2Nzg=
ThisIsMyCustomSecretKey012345678 nacos influxdb influxdb2 couchdb minio minioadmin minio123 grafana harbor Harbor12345 kong e71829c351aa4242c2719cbfbe671c09 konga strapi strapi-secret directus supabase
hasura hasura-admin-secret myadminsecretkey postgrest reallyreallyreallyreallyverysafe parse-server appwrite pocketbase casdoor keycloak gitea gogs rancher portainer
traefik airflow superset thisISaSECRET_1234 TEST_NON_DEV_SECRET jupyter n8n nodered node-red kibana elastic elasticsearch rabbitmq emqx emqx_secret emqxsecret mosquitto
openwrt zabbix dolphinscheduler apollo xxl-job ruoyi abcdefghijklmnopqrstuvwxyz jeecg jeecgboot pig mall mall-admin-secret renren lamp spring-cloud
damn-vulnerable crapi dvws webgoat juice-shop juiceshop vampi victory washington available shipping business bWFnaWNfa2V5 hackable
jwt-secret-key-change-me jwt_secret_change_me jwt-secret-change-me jwtsecretchangeme jwtSecretKeyChangeMe my-32-character-ultra-secure-and-ultra-long-secret
my-32-character-ultra-secure-and-ultra-long-postgres-password super-secret-jwt-token long-secret long_secret_key a_long_secret_key very_long_secret_key
very-long-secret-key thisisaverylongsecretkey this_is_a_very_long_secret_key this-is-a-very-long-secret-key thisIsAVeryLongSecretKey MyVerySecretKey
mysecretkeymysecretkeymysecretkey secretsecretsecretsecretsecretsecret secretsecretsecretsecretsecretsecretsecretsecret 0000000000000000000000000000000000000000000000000000000000000000
AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow FdFYFzERwC2uCBB46pZQi4GG85LujR8obt-KWRBICVQ
hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg GawgguFyGrWKav7AX4VKUg
AllYourBase GQDstcKsx0NHjPOuXOYg5MbeJ1XT0uFiwDVvVBrk my$ecretK3y My$ecretK3y mBC5v1sOKVvbdEitdSBenu59nfNfhwkedkJVNabosTw= shhhhhhared-secret shhhhhhhhhhhhhh
NeverShareYourSecret myAwesomeSecret secret_cat your-top-secret-key your-top-secrect-key 09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7
404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970 5367566B59703373367639792F423F4528482B4D6251655468576D5A71347437
3cfa76ef14937c1c0ea519f8fc057a80fcd04a7420f8e8bcd0a7567c272e007b ======================BezKoder=Spring=========================== superSecretKey@345
JWTAuthenticationHIGHsecuredPasswordVVVp1OH7Xzyr JWTAuthenticationSecuredPasswordVVVp1OH7Xzyr ByYM000OLlMQG6VVVp1OH7Xzyr7gHuw1qvUC5dcGt3SNM
3EK6FD+o0+c7tzBNVfjpMkNDi2yARAAKzQlk8O2IKoxQu4nF7EdAh8s3TwpHwrdWT6R 0f987876650b4a085e64594fae9219e7781b17506bec02489ad061fba8cb22db
6116487b-cda1-52c2-b5b5-c8022c45e263 255d861b-5ea1-5996-9aa3-922530ec40b1 tobemodified toBeModified !ChangeMe! !ChangeThisMercureHubJWTSecretKey!
you-must-replace-this thingsboardDefaultSigningKey my-secret-token-to-change-in-production pleaseChangeThisSecretForANewOne
FXQXbJbtCLxODc6tGci732pkH1cyf8Qg 86295dd0c4ef69a1036b0b0c15158d77 a_very_important_secret insecure_session_secret insecure secret_key_base
s3cr3t s3cret S3cr3t S3cret s3cr3tk3y S3cr3tK3y MyS3cr37 sup3rs3cr3t sup3r_s3cr3t 5up3rs3cr3t v3rys3cr3t v3ry-s3cr3t p4ssw0rd tiger adminpass mysecretpassword secretpassword
it-is-very-secret something-very-secret somethingverysecret secret-key-change-me this_should_be_a_secret thisisasecretkeythisisasecretkey ThisIsASecretKeyForJWTToken ThisIsASecretKeyThatIsLongEnough
`

/** Those that hold white space. */
const phrases = [
  'keyboard cat',
  'my secret',
  'my secret key',
  'my super secret',
  'my super secret key',
  'secret key',
  'super secret',
  'super secret key',
  'top secret',
  'very secret',
  'a secret',
  'the secret',
  'some secret',
  'your secret',
  'your secret key',
  'your secret here',
  'shared secret',
  'this is a secret',
  'this is my secret',
  'this is a secret key',
  'this is not a secret',
  'this is a very long secret',
  'change me',
  'please change me',
  'change this',
  'hello world',
  'Hello World',
  'correct horse battery staple',
  'open sesame',
  'my custom secret key',
  'this is my custom Secret key for authentication',
  'THIS IS USED TO SIGN AND VERIFY JWT TOKENS, REPLACE IT WITH YOUR OWN SECRET, IT CAN BE ANY STRING',
  'this is my custom Secret key for authnetication',
  'lorem ipsum',
  'jwt secret',
  'jwt secret key',
  'secret ',
  ' ',
  '  ',
  '""',
  "''",
  '{}',
  '[]',
  '[object Object]',
  'secret\n',
  '\n',
  'DO NOT USE THIS VALUE. INSTEAD, CREATE A COMPLEX SECRET AND KEEP IT SAFE OUTSIDE OF THE SOURCE CODE.',
  'my top secret key',
  'this should be a secret',
]

const builtInListName = 'the built-in list'
const derivedListName = 'the guesses derived from names in the token'

interface Candidate {
  readonly position: number
  readonly encoding: string
  readonly secret: Buffer
}

/**
 * A missing setting often becomes an empty secret (CVE-2019-20933, CVE-2026-44699). HMAC fills secrets up with zero
 * octets, so a buffer that nobody filled is the same secret.
 */
const blank: Candidate = { position: 1, encoding: 'text', secret: Buffer.alloc(0) }

let builtIn: readonly Candidate[] | undefined

/** The list with each entry also decoded where it reads as base64 or hexadecimal: some libraries take text for an encoding. */
function builtInCandidates(): readonly Candidate[] {
  if (builtIn) return builtIn
  const words = [...new Set([...common.split(/\s+/).filter((word) => word !== ''), ...phrases])]
  builtIn = distinct([blank, ...words.flatMap((word, i) => readings(word, i + 2))])
  return builtIn
}

function readings(word: string, position: number): Candidate[] {
  const found: Candidate[] = [{ position, encoding: 'text', secret: Buffer.from(word) }]
  if (/^[\w+/-]{4,}={0,2}$/.test(word)) found.push({ position, encoding: 'base64', secret: Buffer.from(word, 'base64') })
  if (word.length % 2 === 0 && /^[\da-f]{8,}$/i.test(word)) found.push({ position, encoding: 'hex', secret: Buffer.from(word, 'hex') })
  return found
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const byOctets = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const octets = candidate.secret.toString('latin1')
    if (!byOctets.has(octets)) byOctets.set(octets, candidate)
  }
  return [...byOctets.values()]
}

/** Names that a hurried developer would build a secret from; of a token that holds thousands, some. */
function namesIn(parsed: ParsedJwt): readonly string[] {
  const names = new Set<string>()
  for (const source of sourcesIn(parsed)) {
    if (names.size >= mostNames) break
    names.add(source)
    for (const label of hostLabels(source)) names.add(label)
  }
  return [...names]
}

const mostNames = 40

function sourcesIn({ header, claims }: ParsedJwt): readonly string[] {
  const sources = [claims?.['iss'], ...(claims ? audiences(claims) : []), header?.['kid'], claims?.['sub'], claims?.['client_id'], claims?.['azp'], claims?.['app'], claims?.['name']]
  return sources.filter((source): source is string => typeof source === 'string' && source !== '' && source.length <= 200)
}

/** `acme_secret`, `ACME123`, `billing-api2026`. */
function derivedCandidates({ claims }: ParsedJwt, names: readonly string[]): readonly Candidate[] {
  const issued = claims?.['iat']
  const year = typeof issued === 'number' && issued > 0 && issued < 1e11 ? String(new Date(issued * 1000).getUTCFullYear()) : '2026'
  const words = names.flatMap((name) => suffixes(year).map((vary) => vary(name)))
  return distinct(words.map((word, i) => ({ position: i + 1, encoding: 'text', secret: Buffer.from(word) })))
}

const suffixes = (year: string): readonly ((name: string) => string)[] => [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  ...['123', '1234', '!', year, `_${year}`, '_secret', '-secret', 'secret', 'Secret', '_SECRET', '_key', '-key', 'key', '_jwt', '_jwt_secret', '-jwt-secret', '_secret_key', '-secret-key'].map(
    (suffix) => (name: string) => name + suffix,
  ),
  (name) => `secret_${name}`,
  (name) => `my${name}secret`,
]

/** `https://login.acme.example/x` → the host, its parts, and the parts but the last. Most names are no host: those need not be remembered. */
const hostLabels = (text: string): readonly string[] => (/[.:/?#]/.test(text) ? labelsOf(text) : [])

const labelsOf = remembering((text): readonly string[] => {
  const host = /^(?:[a-z][a-z\d+.-]*:\/\/)?([^/:?#]+)/i.exec(text)?.[1]
  if (host === undefined) return []
  const labels = host.split('.').slice(0, 6)
  return [host, labels.slice(-2).join('.'), ...labels.slice(0, -1)]
})

type Hit = NonNullable<JwtFacts['weakSecret']>

/** Secrets that were hit before, so that a file of tokens signed with one of them costs one try each. */
export interface CrackMemory {
  readonly hits: { readonly secret: Buffer; readonly fact: Hit }[]
}

/** Of a long list one token in so many is tried with every guess. */
export const oneIn = 16

/**
 * In a list of a million tokens most are signed with the secret of the one before. So one in sixteen is tried with every guess, and
 * the others with the likeliest. Which they are their own MAC decides: what is found in a token must depend neither on its
 * neighbours nor on how the list was divided.
 */
export class SparingGuesses {
  /** For those that are tried with every guess. */
  readonly memory: CrackMemory = { hits: [] }
  /** Tokens that were not tried with every guess. */
  spared = 0

  /** Is the token with this MAC one of those that are tried with the likeliest guesses only? */
  spares(signature: Buffer): boolean {
    if ((signature[0] ?? 0) % oneIn === 0) return false
    this.spared++
    return true
  }
}

/** How many of the built-in list the others are tried with. */
export const likeliestGuesses = 64
let likeliest: readonly Candidate[] | undefined

/** Tries everything guessable on one HMAC token, or the likeliest alone. A hit is a proof; the secret itself is not kept in it. */
export function crack(
  parsed: ParsedJwt,
  { hash }: SignatureAlgorithm,
  input: string,
  signature: Buffer,
  memory: CrackMemory = { hits: [] },
  budget = new HashingBudget(),
  sparingly = false,
): Hit | undefined {
  const wanted = signature.toString('base64url')
  const signs = (secret: Buffer) => budget.allows(input.length) && createHmac(hash ?? 'sha256', secret).update(input).digest('base64url') === wanted
  const known = memory.hits.find(({ secret }) => signs(secret))
  if (known) return known.fact
  const lanes = HmacLanes.for(hash ?? 'sha256', builtInCandidates().length)
  const aimed = lanes?.aim(Buffer.from(input), signature) ? lanes : undefined
  if (sparingly) likeliest ??= builtInCandidates().slice(0, likeliestGuesses)
  const find = (candidates: readonly Candidate[], keep: boolean): Candidate | undefined =>
    aimed?.find(candidates, signs, keep) ?? (aimed?.isRight() ? undefined : candidates.find(({ secret }) => signs(secret)))
  for (const [list, candidates] of sparingly ? [[builtInListName, likeliest] as const] : ([[builtInListName, builtInCandidates()], [derivedListName, undefined]] as const)) {
    const hit = candidates ? find(candidates, !sparingly) : find(derivedCandidates(parsed, namesIn(parsed)), false)
    if (!hit) continue
    const fact = factOf(list, hit)
    if (memory.hits.length < 16) memory.hits.push({ secret: hit.secret, fact })
    return fact
  }
  return undefined
}

const factOf = (list: string, { position, secret, encoding }: Candidate): Hit => ({ list, position, octets: secret.length, encoding })

/** Is a secret that is known in the built-in list? Needs no token, and no MAC. */
export function listed(secret: Buffer): Hit | undefined {
  const effective = withoutFinalZeros(secret)
  const hit = builtInCandidates().find((candidate) => candidate.secret.equals(effective))
  return hit && factOf(builtInListName, hit)
}

/** Is a secret that is known built from a name in the token? Cheap where it holds none of the names. */
export function derived(secret: Buffer, parsed: ParsedJwt): Hit | undefined {
  const text = lowerCased(secret)
  const holds = (name: string) => name.length <= text.length && text.includes(name.toLowerCase())
  if (!sourcesIn(parsed).some((source) => holds(source) || hostLabels(source).some(holds))) return undefined
  const hit = derivedCandidates(parsed, namesIn(parsed).filter(holds)).find((candidate) => candidate.secret.equals(secret))
  return hit && factOf(derivedListName, hit)
}

/** The texts of secrets that verified before. */
const lowerCases = new WeakMap<Buffer, string>()

function lowerCased(secret: Buffer): string {
  let text = lowerCases.get(secret)
  if (text === undefined) lowerCases.set(secret, (text = secret.toString('utf8').toLowerCase()))
  return text
}

function withoutFinalZeros(secret: Buffer): Buffer {
  let end = secret.length
  while (end > 0 && secret[end - 1] === 0) end--
  return secret.subarray(0, end)
}

/** Phrases of templates: nobody chose the secret at all. */
export const isPlaceholder = (secret: string): boolean =>
  /change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|it|this|with)|your[-_ ]?(?:[a-z\d]{1,20}[-_ ]){0,3}(?:secret|key|token|password)|(?:insert|enter|put)[-_ ][^]{0,40}(?:secret|key)|placeholder|do[-_ ]?not[-_ ]?use|at[-_ ]least[-_ ]\d{1,4}[-_ ](?:bit|char|byte)/i.test(
    secret.slice(0, 400),
  )
