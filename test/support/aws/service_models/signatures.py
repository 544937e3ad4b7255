"""Signature Version 4, from the side of whoever checks it."""

import hashlib
import hmac
import re

from models import Violation


def read_scope(headers):
    found = re.match(
        r'AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, ?'
        r'SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$',
        headers.get('authorization', ''),
    )
    if found is None:
        return None
    names = ('accessKey', 'date', 'region', 'service', 'signedHeaders', 'signature')
    return dict(zip(names, found.groups()))


def check_signature(message, headers, body, scope):
    """None for a good signature, else the name of the refusal AWS would answer with."""
    key = message['keys'].get(scope['accessKey'])
    if key is None:
        return 'unknown-key'
    if key.get('token') != headers.get('x-amz-security-token'):
        return 'unknown-key'
    signed = scope['signedHeaders'].split(';')
    if 'host' not in signed or 'x-amz-date' not in signed:
        raise Violation(f'the signature leaves out host or x-amz-date: {signed}')
    path, _, query = message['path'].partition('?')
    canonical = '\n'.join(
        [
            message['method'],
            path,
            query,
            *(f'{name}:{" ".join(headers[name].split())}' for name in signed),
            '',
            scope['signedHeaders'],
            hashlib.sha256(body.encode()).hexdigest(),
        ]
    )
    day = f'{scope["date"]}/{scope["region"]}/{scope["service"]}/aws4_request'
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f'AWS4-HMAC-SHA256\n{headers["x-amz-date"]}\n{day}\n{digest}'
    step = ('AWS4' + key['secret']).encode()
    for part in day.split('/'):
        step = hmac.new(step, part.encode(), hashlib.sha256).digest()
    wanted = hmac.new(step, text.encode(), hashlib.sha256).hexdigest()
    return None if hmac.compare_digest(wanted, scope['signature']) else 'bad-signature'
