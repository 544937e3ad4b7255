"""Writes answers and exceptions as AWS does, and holds them to the model."""

import datetime
import json
from xml.sax.saxutils import escape

import botocore.parsers
import botocore.utils
from models import Violation, check, model_of, operation_of, protocol_of, with_times


def write(message):
    model = model_of(message['service'])
    operation = operation_of(model, message['operation'])
    protocol = model.metadata['protocol']
    shape = operation.output_shape
    output = message['output'] or {}
    if shape is None:
        if output:
            raise Violation(f'{operation.name} answers nothing, and the fixture has {output}')
        return answer(200, protocol, '' if protocol in ('json', 'rest-json') else empty_xml(model, operation))
    check(with_times(output, shape), shape, f'answer of {operation.name}')
    if protocol in ('json', 'rest-json'):
        result = answer(200, protocol, json.dumps(json_value(output, shape)))
    else:
        result = answer(200, protocol, xml_document(model, operation, output, shape))
    check_answer(protocol, result, shape, output, operation)
    return result


def check_answer(protocol, result, shape, output, operation):
    """botocore, reading what we wrote, must find the fixture again."""
    parser = botocore.parsers.create_parser(protocol)
    read_back = parser.parse(
        {'status_code': 200, 'headers': result['headers'], 'body': result['body'].encode()}, shape
    )
    read_back.pop('ResponseMetadata', None)
    if plain(read_back) != plain(without_nothing(with_times(output, shape))):
        raise Violation(f'answer of {operation.name} read back differs: {plain(read_back)}')


def without_nothing(value):
    """Empty lists vanish in XML and stay in JSON: neither is told apart by a client."""
    if isinstance(value, dict):
        cleaned = {k: without_nothing(v) for k, v in value.items()}
        return {k: v for k, v in cleaned.items() if v not in ([], None)}
    if isinstance(value, list):
        return [without_nothing(each) for each in value]
    return value


def plain(value):
    return json.dumps(without_nothing(value), default=epoch, sort_keys=True)


def epoch(value):
    if isinstance(value, datetime.datetime):
        return round(value.timestamp(), 3)
    raise TypeError(type(value))


def json_value(value, shape):
    if shape.type_name == 'structure':
        members = shape.members
        return {
            members[k].serialization.get('name', k): json_value(v, members[k])
            for k, v in value.items()
        }
    if shape.type_name == 'list':
        return [json_value(each, shape.member) for each in value]
    if shape.type_name == 'map':
        return {k: json_value(v, shape.value) for k, v in value.items()}
    if shape.type_name == 'timestamp':
        return epoch(botocore.utils.parse_timestamp(value))
    return value


def xml_document(model, operation, output, shape):
    content = xml_members(output, shape)
    space = model.metadata.get('xmlNamespace') or f'http://ec2.amazonaws.com/doc/{model.api_version}/'
    name = f'{operation.name}Response'
    if model.metadata['protocol'] == 'ec2':
        return f'<{name} xmlns="{space}"><requestId>r-1</requestId>{content}</{name}>'
    wrapper = shape.serialization.get('resultWrapper', f'{operation.name}Result')
    about = '<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>'
    return f'<{name} xmlns="{space}"><{wrapper}>{content}</{wrapper}>{about}</{name}>'


def empty_xml(model, operation):
    return f'<{operation.name}Response><return>true</return></{operation.name}Response>'


def xml_members(value, shape):
    parts = []
    for name, member in shape.members.items():
        if value.get(name) is not None:
            parts.append(xml_value(value[name], member, member.serialization.get('name', name)))
    return ''.join(parts)


def xml_value(value, shape, name):
    kind = shape.type_name
    if kind == 'structure':
        return f'<{name}>{xml_members(value, shape)}</{name}>'
    if kind == 'list':
        flat = shape.serialization.get('flattened')
        item = name if flat else shape.member.serialization.get('name', 'member')
        items = ''.join(xml_value(each, shape.member, item) for each in value)
        return items if flat else f'<{name}>{items}</{name}>'
    if kind == 'timestamp':
        time = botocore.utils.parse_timestamp(value).astimezone(datetime.timezone.utc)
        value = time.strftime('%Y-%m-%dT%H:%M:%S.') + f'{time.microsecond // 1000:03d}Z'
    elif kind == 'boolean':
        value = 'true' if value else 'false'
    return f'<{name}>{escape(str(value))}</{name}>'


def refuse(message):
    protocol = protocol_of(message['service'])
    code, text = message['code'], message['message']
    if protocol in ('json', 'rest-json'):
        body = json.dumps({'__type': code, 'message': text, 'Message': text})
        result = answer(message['status'], protocol, body)
        result['headers']['x-amzn-errortype'] = code
        return result
    error = f'<Code>{escape(code)}</Code><Message>{escape(text)}</Message>'
    if protocol == 'ec2':
        body = f'<Response><Errors><Error>{error}</Error></Errors><RequestID>r-1</RequestID></Response>'
    else:
        body = f'<ErrorResponse><Error><Type>Sender</Type>{error}</Error><RequestId>r-1</RequestId></ErrorResponse>'
    return answer(message['status'], protocol, body)


def answer(status, protocol, body):
    kind = {'json': 'application/x-amz-json-1.1', 'rest-json': 'application/json'}.get(protocol, 'text/xml')
    return {'status': status, 'headers': {'content-type': kind, 'x-amzn-requestid': 'r-1'}, 'body': body}
