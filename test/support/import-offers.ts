import { readFileSync } from 'node:fs';
import { readDropped } from '../../electron/imports/read-import';
import type { ImportOffer } from '../../shared/contract/import-calls';

/** What the real readers make of a text, as main hands it to the window. */
export async function offerOf(name: string, text: string): Promise<ImportOffer> {
  const bytes = new TextEncoder().encode(text);
  const existing = [
    {
      name: 'Nightly ETL',
      kind: 'dynamic',
      host: 'bastion.seoul.example.com',
      port: 22,
      user: 'ec2-user',
      localPort: 8157,
      forward: null,
    } as const,
  ];
  const preview = await readDropped({ name, bytes, existing, language: 'en' });
  return { ...preview, importId: '01234567-89ab-4cde-8f01-23456789abcd', name };
}

/** An ssh_config like those that grow over years. */
export const grownConfig = [
  '# work',
  'Host Nightly?ETL',
  '  User nobody',
  'Host emr-seoul',
  '  HostName bastion-2.seoul.example.com',
  '  User ec2-user',
  '  IdentityFile /keys/seoul-2026.pem',
  '  DynamicForward *:8157',
  'Host emr-frankfurt',
  '  HostName 10.20.0.15',
  '  User hadoop',
  '  ProxyJump gate.frankfurt.example.com:2222',
  '  DynamicForward 8257',
  '  LocalForward 10000 hive.frankfurt.internal:10000',
  'Host by-ssm',
  '  HostName i-0abc1234def567890',
  '  User ec2-user',
  '  ProxyCommand aws ssm start-session --target %h --document-name AWS-StartSSHSession',
  'Match exec "test -f ~/.at-work"',
  '  Port 2200',
  'Host *',
  '  ServerAliveInterval 30',
  '  User late',
  '  IdentityFile "unclosed',
].join('\n');

export const awsXml = readFileSync(
  new URL('../fixtures/foxyproxy-seed.xml', import.meta.url),
  'utf8',
);

/** Tunnels of MobaSSHTunnel, one of them open to everybody. */
export const mobaTunnels = [
  '[PortForwarding]',
  '0001.EMR nightly=Dynamic;ec2-user@bastion.seoul.example.com:22;-:0;8157;0;_ProfileDir_\\.ssh\\seoul.ppk;0.0.0.0;No proxy selected;0',
  '0002.HiveServer2=Local;ec2-user@bastion.seoul.example.com:22;hive.internal:10000;10000;0;No SSH key selected;127.0.0.1;No proxy selected;0',
  '0003.Broken=Dynamic;somewhere',
].join('\r\n');
