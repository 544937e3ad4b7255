import { describe, expect, it } from 'vitest';
import { languageSchema } from '../../../shared/contract/window';
import { fieldProblemSchema } from '../../../shared/model/profile';
import { windowText } from '../../../shared/text/window';

function leaves(value: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}.${key}`));
}

describe.each(languageSchema.options)('the words of the window in %s', (language) => {
  const words = leaves(windowText(language));

  it('leave nothing empty', () => {
    expect(words.filter(([, value]) => value === '').map(([path]) => path)).toEqual([]);
  });

  it('have what English has, texts for texts and functions for functions', () => {
    const shape = (all: typeof words) => all.map(([path, value]) => `${path} ${typeof value}`);
    expect(shape(words)).toEqual(shape(leaves(windowText('en'))));
  });

  it('name every reason why a field cannot be taken', () => {
    const { fields } = windowText(language);
    for (const problem of fieldProblemSchema.options) expect(fields[problem]).not.toBe('');
  });
});

it('only names that are the same everywhere stay in English', () => {
  const english = new Map(leaves(windowText('en')));
  const same = leaves(windowText('ko')).filter(
    ([path, value]) => typeof value === 'string' && english.get(path) === value,
  );
  expect(same.map(([path]) => path)).toEqual([
    '.picture.socks',
    '.picture.ssh',
    '.clusters.regionExample',
    '.clusters.tagExample',
    '.clusters.noAccess.command',
    '.doctor.clusterExample',
    '.flows.source.engines.athena',
    '.flows.source.engines.insights',
    '.editor.hostExample',
    '.editor.pagesExample',
    '.ways.short.dynamic',
    '.ways.targetExample',
    '.log.app',
    '.settings.version',
    '.settings.electron',
  ]);
});

it('the accessible names of the contract do not change', () => {
  const { list, editor, exports, states, navigation, ways } = windowText('en');
  expect([
    [navigation.tunnels, navigation.log, navigation.settings],
    [list.newTunnel, list.start, list.stop, list.edit, list.remove],
    [editor.save, editor.cancel, exports.button, editor.chooseKey],
    [editor.name, editor.host, editor.sshPort, editor.user, editor.localPort],
    [editor.authentication, editor.privateKey, editor.passphrase],
    [ways.kind, ways.addWay, ways.addJumpHost, ways.targetHost, ways.targetPort],
    [ways.jumpHost(1), ways.removeJumpHost(1), ways.way, ways.instanceId, ways.region],
    [states.stopped, states.connecting, states.up, states.reconnecting, states.blocked],
  ]).toEqual([
    ['Tunnels', 'Log', 'Settings'],
    ['New tunnel', 'Start', 'Stop', 'Edit', 'Delete'],
    ['Save', 'Cancel', 'Export FoxyProxy', 'Choose key file'],
    ['Name', 'Bastion host', 'SSH port', 'User name', 'Local port'],
    ['Authentication', 'Private key', 'Passphrase'],
    ['Kind', 'Add another way', 'Add jump host', 'Destination host', 'Destination port'],
    ['Jump host 1', 'Remove jump host 1', 'Way to the first server', 'Instance id', 'Region'],
    ['Stopped', 'Connecting', 'Connected', 'Reconnecting', 'Needs attention'],
  ]);
});
