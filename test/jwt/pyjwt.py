# Makes keys and tokens with PyJWT: another program's keys, JSON and signatures. Arguments: how many tokens, and a seed for what is
# in them. Writes one line of JSON: {"keys": {alg: PEM, or the base64 of a secret}, "tokens": [[alg, token], ...]}.
import base64
import json
import random
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from jwt.algorithms import OKPAlgorithm
from jwt.api_jws import PyJWS

count, seed = int(sys.argv[1]), sys.argv[2]
draw = random.Random(seed)


def secret(octets):
    value = draw.randbytes(octets)
    return value, base64.b64encode(value).decode()


def pair(private):
    public = private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public.decode()


rsa_pair = pair(rsa.generate_private_key(65537, 2048))
pairs = {
    **{f'HS{bits}': secret(bits // 8) for bits in (256, 384, 512)},
    **{f'{family}{bits}': rsa_pair for family in ('RS', 'PS') for bits in (256, 384, 512)},
    'ES256': pair(ec.generate_private_key(ec.SECP256R1())),
    'ES256K': pair(ec.generate_private_key(ec.SECP256K1())),
    'ES384': pair(ec.generate_private_key(ec.SECP384R1())),
    'ES512': pair(ec.generate_private_key(ec.SECP521R1())),
    'EdDSA': pair(ed25519.Ed25519PrivateKey.generate()),
    # The names of RFC 9864, which older versions have not got; the signatures are the same.
    'Ed25519': pair(ed25519.Ed25519PrivateKey.generate()),
    'Ed448': pair(ed448.Ed448PrivateKey.generate()),
}

texts = ['', 'plain', 'Zoë Müller', '東京都', 'Привет', 'עִבְרִית', '🔑🍪', 'a"b\\c/d', 'line\nbreak\ttab', '\u0000\u001f', '\u2028\u2029', 'é' * 200, '../../etc', '<script>', ' ']


def value(depth):
    kinds = [
        lambda: draw.choice(texts),
        lambda: draw.choice([0, -1, 1.5, 1e21, 2**53, -(2**40), 1795197600, 0.1, -0.0]),
        lambda: draw.choice([True, False, None]),
        lambda: [value(depth - 1) for _ in range(draw.randrange(4))],
        lambda: {draw.choice(texts) + str(i): value(depth - 1) for i in range(draw.randrange(4))},
    ]
    return draw.choice(kinds if depth > 0 else kinds[:3])()


def claims():
    names = draw.sample(['sub', 'name', 'groups', 'https://example.org/röle', '名前', 'ctx', 'n', 'https://a.example/b c'], draw.randrange(9))
    return {'iat': 1795197500, 'exp': 1795198100, **{name: value(3) for name in names}} if draw.random() < 0.95 else {}


def odd(thing):
    """JSON as it may be written: spaces, tabs and line breaks anywhere between, letters escaped or not."""
    space = lambda: ''.join(draw.choice([' ', '\t', '\n', '\r\n']) for _ in range(draw.randrange(3)))
    separators = (space() + ',' + space(), space() + ':' + space())
    return space() + json.dumps(thing, separators=separators, ensure_ascii=draw.random() < 0.5, indent=draw.choice([None, None, 1, '\t'])) + space()


class OddHeader(json.JSONEncoder):
    def encode(self, header):
        return odd(header)


def headers():
    return draw.choice([None, {'typ': 'at+jwt'}, {'typ': None}, {'kid': 'schlüssel-1'}, {'kid': '鍵', 'cty': 'JSON'}, {'extension': {'ä': [1, None]}}])


jws = PyJWS()
for name in {'Ed25519', 'Ed448'}.difference(jws.get_algorithms()):
    jws.register_algorithm(name, OKPAlgorithm())

tokens = []
for i in range(count):
    alg = list(pairs)[i % len(pairs)]
    payload = odd(claims()).encode()
    tokens.append([alg, jws.encode(payload, pairs[alg][0], alg, headers(), OddHeader)])

json.dump({'keys': {alg: public for alg, (_, public) in pairs.items()}, 'tokens': tokens}, sys.stdout)
