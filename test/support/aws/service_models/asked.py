"""Reads what a client asked, and holds it to the model."""

import json
import urllib.parse

import botocore.serialize
from models import SERVICES, UNSIGNED, Violation, check, model_of, operation_of, protocol_of, with_times
from signatures import check_signature, read_scope


def read(message):
    headers = {name.lower(): value for name, value in message['headers'].items()}
    body = message['body']
    scope = read_scope(headers)
    if scope is None:
        return read_unsigned(message, headers, body)
    service = SERVICES.get(scope['service'])
    if service is None:
        raise Violation(f'no model is wanted for the service {scope["service"]}')
    refusal = check_signature(message, headers, body, scope)
    if refusal is not None:
        return {'service': service, 'protocol': protocol_of(service), 'refusal': refusal}
    model = model_of(service)
    reader = read_json if protocol_of(service) == 'json' else read_form
    operation, params = reader(model, headers, body)
    return {
        'service': service,
        'protocol': protocol_of(service),
        'operation': operation.name,
        'params': params,
        'accessKey': scope['accessKey'],
        'region': scope['region'],
    }


def read_json(model, headers, body):
    prefix, _, name = headers.get('x-amz-target', '').rpartition('.')
    if prefix != model.metadata['targetPrefix']:
        raise Violation(f'X-Amz-Target {prefix} is not {model.metadata["targetPrefix"]}')
    wanted = f'application/x-amz-json-{model.metadata["jsonVersion"]}'
    if headers.get('content-type') != wanted:
        raise Violation(f'Content-Type {headers.get("content-type")} is not {wanted}')
    operation = operation_of(model, name)
    params = json.loads(body or '{}')
    check_input(operation, params)
    return operation, params


def check_input(operation, params):
    shape = operation.input_shape
    if shape is None:
        if params:
            raise Violation(f'{operation.name} takes nothing, and got {params}')
        return
    check(with_times(params, shape), shape, operation.name)


def read_form(model, headers, body):
    if not headers.get('content-type', '').startswith('application/x-www-form-urlencoded'):
        raise Violation(f'Content-Type {headers.get("content-type")} is not that of a form')
    form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True))
    if form.get('Version') != model.api_version:
        raise Violation(f'Version {form.get("Version")} is not {model.api_version}')
    operation = operation_of(model, form.get('Action', ''))
    serializer = botocore.serialize.create_serializer(model.metadata['protocol'], False)
    params = {}
    if operation.input_shape is not None:
        params = form_structure(serializer, form, operation.input_shape, '')
    check_input(operation, params)
    again = serializer.serialize_to_request(params, operation)['body']
    again = {key: str(value) for key, value in again.items()}
    if again != form:
        wrong = sorted(set(again.items()) ^ set(form.items()))
        raise Violation(f'{operation.name}: the form differs from the model in {wrong}')
    return operation, params


def form_value(serializer, form, shape, prefix):
    kind = shape.type_name
    if kind == 'structure':
        return form_structure(serializer, form, shape, prefix) or None
    if kind == 'list':
        flat = serializer.__class__.__name__ == 'EC2Serializer' or shape.serialization.get('flattened')
        items = []
        while True:
            at = f'{prefix}.{len(items) + 1}' if flat else f'{prefix}.member.{len(items) + 1}'
            item = form_value(serializer, form, shape.member, at)
            if item is None:
                return items or None
            items.append(item)
    text = form.get(prefix)
    if text is None:
        return None
    if kind in ('integer', 'long'):
        return int(text)
    if kind in ('float', 'double'):
        return float(text)
    if kind == 'boolean':
        return {'true': True, 'false': False}.get(text, text)
    return text


def form_structure(serializer, form, shape, prefix):
    found = {}
    for name, member in shape.members.items():
        written = serializer._get_serialized_name(member, default_name=name)
        value = form_value(serializer, form, member, f'{prefix}.{written}' if prefix else written)
        if value is not None:
            found[name] = value
    return found


def read_unsigned(message, headers, body):
    """SSO's portal and its sign-in: no signature, the operation told by method and path."""
    path, _, query = message['path'].partition('?')
    fields = dict(urllib.parse.parse_qsl(query))
    for service in UNSIGNED:
        model = model_of(service)
        for name in model.operation_names:
            operation = model.operation_model(name)
            http = operation.http
            if http['method'] != message['method'] or http['requestUri'] != path:
                continue
            params = json.loads(body) if body else {}
            for key, member in operation.input_shape.members.items():
                where = member.serialization.get('location')
                written = member.serialization.get('name', key)
                source = {'header': headers, 'querystring': fields}.get(where)
                value = None if source is None else source.get(written.lower() if where == 'header' else written)
                if value is not None:
                    params[key] = value
            check_input(operation, params)
            return {
                'service': service,
                'protocol': model.metadata['protocol'],
                'operation': name,
                'params': params,
                'accessKey': None,
                'region': None,
            }
    raise Violation(f'no unsigned operation has the path {message["method"]} {path}')
