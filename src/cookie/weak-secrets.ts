import type { SecretList } from './signature-facts.ts'

/**
 * Secrets that stand in the documentation, tutorials and templates of web frameworks, and the words people type in
 * their place. Short on purpose: a user with a longer list can hand one in.
 */
export const weakCookieSecrets = {
  name: 'built-in list of cookie secrets',
  secrets: [
    // Express, express-session, cookie-parser, cookie-session, Koa
    'keyboard cat', 'shhhh, very secret', 'my secret here', 'some secret here', 'some secret hurr', 'im a newer secret', 'i like turtle',
    'im a newer secret', 'tobiiscool', 'tobi is cool', 'manny is cool', 'key1', 'key2', 'secret1', 'secret2', 'key', 'keys', 'newest secret key',
    'session secret', 'session_secret', 'sessionsecret', 'SESSION_SECRET', 'express-session', 'express', 'foo', 'bar', 'cat', 'ilovescotchscotchyscotchscotch',
    // Fastify, hapi, iron-session and others that want 32 characters
    'complex_password_at_least_32_characters_long', 'password-should-be-32-characters', 'the-password-must-be-at-least-32-characters-long', 'better-auth-secret-12345678901234567890', '!wsYhFA*C2U6nz=Bu^%A@^F#SF3&kSR6',
    'a secret with minimum length of 32 characters', 'a very long secret of 32 characters', 'my-secret', 'averylogphrasebiggerthanthirtytwochars',
    // Flask, Starlette, FastAPI, Tornado, Bottle
    'dev', 'development', 'base64:XzUjeTJMIkY0UTh6CuxdLw==', 'A0Zr98j/3yX R~XHH!jmN]LWX/,?RT', 'my_secret_key', 'mysecretkey', 'my secret key', 'secret_key', 'secretkey', 'SECRET_KEY',
    'super secret key', 'supersecretkey', 'super-secret-key', 'you-will-never-guess', 'hard to guess string', 'hard-to-guess-string', 'some-secret-key', 'some_secret_key', 'some-random-string',
    'thisisasecret', 'thisissecret', 'this is a secret', 'CHANGEME', '__TODO:_GENERATE_YOUR_OWN_RANDOM_VALUE_HERE__', '192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf',
    // Django
    'django-insecure', 'your-secret-key', 'your_secret_key', 'your secret key', 'insecure', 'not-so-secret', 'django',
    // Rails, Rack, Sinatra
    'change_me', 'your_secret', 'your secret', 'super secret', 'my_secret', 'my secret', 'secret_key_base', 'rack.session', 'rails',
    // Play, Laravel, Yii
    'changeme', 'change-me', 'changeit', 'SomeRandomString', 'SomeRandomStringWith32Characters', 'YourSecretKey!!!', 'SomeRandomKey!!!', 'SomeRandomStringOf32Characters!!', 'ThisTokenIsNotSoSecretChangeIt',
    // What people type
    'secret', 'SECRET', 'Secret', 'secret!', 'secret123', 'supersecret', 'super-secret', 'super_secret', 'topsecret', 'top secret', 'verysecret', 'very secret', 'not_so_secret', 'notsecret', 'mysecret', 'shhh',
    'shhhhh', 'sshhh', 'password', 'password123', 'pass', 'passw0rd', 'admin', 'test', 'testing', 'test_secret', 'test-secret', 'session', 'sessions', 'cookie', 'cookies', 'cookie_secret', 'cookie-secret',
    'cookiesecret', 'default', 'example', 'demo', 'abc', 'abc123', 'abcd', '123', '1234', '12345', '123456', '12345678', '123456789', '1234567890', 'qwerty', 'letmein', 'hello', 'hello world', 'helloworld',
    'random', 'randomstring', 'random string', 'undefined', 'null', 'none', 'x', 'a', 'key123', 'token', 'jwt', 'jwtsecret', 'auth', 'app', 'web', 'api', 'node', 'nodejs', 'root', 'user', '0', '1',
  ].filter((secret, i, all) => all.indexOf(secret) === i),
} satisfies SecretList
