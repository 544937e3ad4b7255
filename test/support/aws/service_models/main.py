"""Holds the tests' AWS endpoint to AWS's own service models, as Debian's python3-botocore has them.

Reads one JSON object a line on stdin and answers each with one line on stdout:

  {"id", "op": "read", "method", "path", "headers", "body", "keys"}
      what a client asked -> {"service", "protocol", "operation", "params", "accessKey", "region"}
  {"id", "op": "write", "service", "operation", "output"}
      a fixture's answer -> {"status", "headers", "body"}
  {"id", "op": "refuse", "service", "code", "message", "status"}
      an exception of AWS -> {"status", "headers", "body"}

A request that breaks its model, and a fixture that breaks its own, are answered with {"violation"}:
unknown or missing members, wrong types, values outside an enumeration, a signature that does not
fit, or a body that botocore's own serialiser would have written differently.
"""

import json
import sys

from answers import refuse, write
from models import Violation
from asked import read


def main():
    for line in sys.stdin:
        message = json.loads(line)
        work = {'read': read, 'write': write, 'refuse': refuse}[message['op']]
        try:
            result = work(message)
        except Violation as violation:
            result = {'violation': str(violation)}
        except Exception as error:  # The endpoint must hear of it, whatever it is.
            result = {'violation': f'{type(error).__name__}: {error}'}
        print(json.dumps({'id': message['id'], **result}), flush=True)


main()
