import { describe, expect, it } from 'vitest';
import { makeExport } from '../../../electron/browser/exports/make-export';
import { profileSource } from '../../../electron/browser/exports/profile-source';
import { unfitDomains } from '../../../electron/browser/tunnel-patterns';
import { type ExportKind, exportKindSchema } from '../../../shared/model/export';
import { languageSchema } from '../../../shared/model/language';
import { noLimit } from '../../../shared/model/profile';
import { exportWords } from '../../../shared/text/exports';
import { exportSource, sshWay } from '../../support/export-source';
import { profile } from '../app/builders';
import { unwanted, wanted } from './url-table';

const date = new Date(2026, 7, 13, 12);
const made = (kind: ExportKind, changes = {}) => makeExport(kind, exportSource(changes), date);
const httpOrWs = (urls: readonly string[]) => urls.filter((url) => /^(https?|wss?):/i.test(url));

/** How a kind of export judges addresses, read from its own text the way its reader does. */
const judges: Readonly<Record<string, (url: URL) => boolean>> = {
  // FoxyProxy 9: regular expressions against the whole address, without regard to case.
  'foxyproxy-patterns': ({ href }) =>
    (JSON.parse(made('foxyproxy-patterns').text) as { pattern: string }[]).some(({ pattern }) =>
      new RegExp(pattern, 'i').test(href),
    ),
  // ZeroOmega: a condition is cut at `|` and line breaks, trimmed and put together again.
  zeroomega: ({ hostname }) =>
    omega().rules.some(({ condition }) => {
      const parts = condition.pattern.split(/[|\n]/).map((part) => part.trim());
      return new RegExp(parts.filter((part) => part !== '').join('|')).test(hostname);
    }),
};

interface OmegaProfile {
  readonly profileType: string;
  readonly name: string;
  readonly rules: readonly {
    readonly condition: { readonly conditionType: string; readonly pattern: string };
    readonly profileName: string;
  }[];
  readonly fallbackProxy?: object;
  readonly defaultProfileName?: string;
}

function omegaFile(): Record<string, unknown> {
  return JSON.parse(made('zeroomega').text) as Record<string, unknown>;
}

function omega(): OmegaProfile {
  const file = omegaFile();
  return file[`+${String(file['-startupProfileName'])}`] as OmegaProfile;
}

describe.each(Object.entries(judges))('%s', (_kind, judge) => {
  it('takes what is wanted of the table and nothing else', () => {
    expect(httpOrWs(wanted).filter((url) => !judge(new URL(url)))).toEqual([]);
    expect(httpOrWs(unwanted).filter((url) => judge(new URL(url)))).toEqual([]);
  });
});

describe('the export for ZeroOmega', () => {
  it('has a proxy and a switch profile whose names agree', () => {
    const file = omegaFile();
    expect(file['schemaVersion']).toBe(2);
    const [tunnel] = omega().rules.map(({ profileName }) => profileName);
    expect(file[`+${tunnel}`]).toMatchObject({
      profileType: 'FixedProfile',
      name: tunnel,
      fallbackProxy: { scheme: 'socks5', host: '127.0.0.1', port: 9157 },
      proxyDNS: true,
    });
    expect(omega()).toMatchObject({ profileType: 'SwitchProfile', defaultProfileName: 'direct' });
  });

  it('is named as ZeroOmega names its own, without what Windows refuses', () => {
    expect(made('zeroomega').name).toMatch(/^ZeroOmegaOptions-2026-08-13T[\d-]+\.\d{3}Z\.bak$/);
  });
});

describe('the line for FoxyProxy’s proxy list', () => {
  it('is one line that a URL parser reads back', () => {
    const { text } = made('foxyproxy-proxy', { name: 'EMR & friends = “서울” #1' });
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    const url = new URL(text);
    expect([url.protocol, url.hostname, url.port]).toEqual(['socks5:', '127.0.0.1', '9157']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      title: 'EMR & friends = “서울” #1',
      color: '0055E5',
      proxydns: 'true',
    });
  });
});

describe('what is known of the network', () => {
  const network = { vpcCidrs: ['10.8.0.0/16'], domains: ['emr.corp.example'] };

  it.each([
    'foxyproxy',
    'foxyproxy-patterns',
    'foxyproxy-legacy-json',
    'zeroomega',
    'pac',
  ] as const)('narrows %s to the VPC and adds its domain', (kind) => {
    const { text } = made(kind, { network });
    expect(text).toContain('corp');
    expect(text).not.toContain('192');
    expect(made(kind).text).toContain('192');
  });
});

describe('domains as people have them', () => {
  const long = `${'a'.repeat(64)}.local`;
  const suffixes = ['corp_dev.local', long];
  const network = { vpcCidrs: null, domains: ['data_dev.local', long] };

  it.each(exportKindSchema.options)('%s is made without those that do not fit', (kind) => {
    const { text } = made(kind, { limit: { ...noLimit, suffixes }, network });
    expect(text).not.toContain('aaaa');
  });

  it.each([
    'foxyproxy',
    'foxyproxy-patterns',
    'foxyproxy-legacy-json',
    'zeroomega',
    'pac',
  ] as const)('%s holds those with an underscore', (kind) => {
    const { text } = made(kind, { limit: { ...noLimit, suffixes }, network });
    expect(text).toContain('corp_dev');
    expect(text).toContain('data_dev');
  });

  it('are told where none can be made of them', () => {
    expect(unfitDomains({ limit: { ...noLimit, suffixes } }, network)).toEqual([long]);
    expect(unfitDomains({ limit: { ...noLimit, suffixes: ['internal'] } }, network)).toEqual([
      long,
    ]);
  });
});

describe('lines for a shell', () => {
  it('leave names to the far side, and cannot be left early by a name', () => {
    const { text } = made('shell', { name: "x\n'; touch /tmp/gone #" });
    expect(text.match(/socks5h:\/\/127\.0\.0\.1:9157/g)).toHaveLength(3);
    const lines = text.trimEnd().split('\n');
    expect(lines.every((line) => /^(# |export [A-Za-z_\d]+='[^']*'$)/.test(line))).toBe(true);
  });

  it('speak PowerShell where that is asked for', () => {
    const { text } = made('powershell', { name: "x\r\n'; rm" });
    const lines = text.trimEnd().split('\r\n');
    expect(lines.every((line) => /^(# |\$env:[A-Z_\d]+ = '[^']*'$)/.test(line))).toBe(true);
  });
});

describe('a tunnel in the app', () => {
  it('brings its pages, limit and way along', () => {
    const tunnel = profile({ pages: ['http://hue.corp.example:8888/'] });
    const source = profileSource(tunnel);
    expect(source).toMatchObject({ name: tunnel.name, port: 8157, pages: tunnel.pages });
    expect(source.ssh).toMatchObject({ bastion: tunnel.bastion, hostKeyAlias: null });
    expect(makeExport('pac', source, date).text).toContain('hue');
  });

  it('names its host key alias, and that of its cluster before it', () => {
    const bastion = { host: 'b', port: 22, user: 'u', hostKeyAlias: 'emr-prod' };
    const hop = { host: 'j', port: 22, user: 'u', hostKeyAlias: 'gate', authentication: null };
    const tunnel = profile({ bastion, jumpHosts: [hop] });
    const { text } = makeExport('ssh-config', profileSource(tunnel), date);
    expect(text.match(/HostKeyAlias .*/g)).toEqual([
      'HostKeyAlias "emr-prod"',
      'HostKeyAlias "gate"',
    ]);
    const place = { region: 'us-east-1', awsProfile: null };
    const last = { id: 'j-2AXXXXXXGAPLF', name: 'n' };
    const rule = { by: 'name', name: 'n' } as const;
    const tied = profileSource(
      profile({ bastion, cluster: { ...place, rule, login: true, last } }),
    );
    expect(tied.ssh?.hostKeyAlias).toBe(last.id);
  });

  it('needs a bastion for ssh_config', () => {
    expect(() => made('ssh-config', { ssh: null })).toThrow(RangeError);
    expect(made('ssh-config', { ssh: sshWay() }).text).toContain('Host culvert-Nightly-ETL');
  });
});

describe('words', () => {
  it.each(exportKindSchema.options)(
    '%s says what it is and replaces, in every language',
    (kind) => {
      for (const language of languageSchema.options) {
        const { label, replaces } = exportWords(kind, language);
        expect(label.length).toBeGreaterThan(4);
        expect(replaces.length).toBeGreaterThan(10);
        expect(replaces).not.toContain('\n');
      }
    },
  );
});
