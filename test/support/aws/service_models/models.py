"""AWS's service models, and what they say of a value."""

import botocore.loaders
import botocore.model
import botocore.utils
import botocore.validate

# What a signature's scope calls a service, and what its model is called.
SERVICES = {
    'elasticmapreduce': 'emr',
    'ec2': 'ec2',
    'sts': 'sts',
    'logs': 'logs',
    'athena': 'athena',
    'ssm': 'ssm',
    'ec2-instance-connect': 'ec2-instance-connect',
}
# Asked without a signature, by path (rest-json).
UNSIGNED = ('sso', 'sso-oidc')

loader = botocore.loaders.Loader(include_default_search_paths=True)
models = {}


class Violation(Exception):
    pass


def model_of(service):
    if service not in models:
        description = loader.load_service_model(service, 'service-2')
        models[service] = botocore.model.ServiceModel(description, service)
    return models[service]


def protocol_of(service):
    return model_of(service).metadata['protocol']


def check(value, shape, where):
    """Everything the model says of a value; botocore's own validator leaves enumerations out."""
    report = botocore.validate.ParamValidator().validate(value, shape)
    if report.has_errors():
        raise Violation(f'{where}: {report.generate_report()}')
    check_enums(value, shape, where)


def check_enums(value, shape, where):
    if value is None:
        return
    if shape.type_name == 'structure':
        for name, member in value.items():
            check_enums(member, shape.members[name], f'{where}.{name}')
    elif shape.type_name == 'list':
        for index, member in enumerate(value):
            check_enums(member, shape.member, f'{where}[{index}]')
    elif shape.type_name == 'map':
        for key, member in value.items():
            check_enums(member, shape.value, f'{where}[{key}]')
    elif shape.type_name == 'string' and getattr(shape, 'enum', None):
        if value not in shape.enum:
            raise Violation(f'{where}: {value!r} is none of {shape.enum}')


def operation_of(model, name):
    if name not in model.operation_names:
        raise Violation(f'{model.service_name} has no operation {name!r}')
    return model.operation_model(name)


def with_times(value, shape):
    """JSON's numbers as the times they stand for, which the validator asks for."""
    if shape.type_name == 'structure' and isinstance(value, dict):
        members = shape.members
        return {k: with_times(v, members[k]) if k in members else v for k, v in value.items()}
    if shape.type_name == 'list' and isinstance(value, list):
        return [with_times(each, shape.member) for each in value]
    if shape.type_name == 'timestamp' and isinstance(value, (int, float, str)):
        return botocore.utils.parse_timestamp(value)
    return value
