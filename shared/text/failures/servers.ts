import type { Language } from '../../model/language';
import { at } from './data';

interface Server {
  readonly host: string;
  readonly port: number;
  readonly hop?: number | undefined;
}

const bastions: Readonly<Record<Language, string>> = {
  en: 'the bastion',
  ko: '배스천',
  'zh-CN': '堡垒机',
};

function jumpHost(server: Server & { readonly hop: number }, language: Language): string {
  switch (language) {
    case 'en':
      return `jump host ${server.hop} (${at(server)})`;
    case 'ko':
      return `점프 호스트 ${server.hop}(${at(server)})`;
    case 'zh-CN':
      return `第 ${server.hop} 台跳板机（${at(server)}）`;
    default:
      return language satisfies never;
  }
}

/** `the bastion host:port`, or `jump host 1 (host:port)`, as it stands inside a sentence. */
export function serverName(server: Server, language: Language): string {
  const { hop } = server;
  if (hop !== undefined) return jumpHost({ ...server, hop }, language);
  return `${bastions[language]} ${at(server)}`;
}

/** The same without a word for the bastion, whose name says enough. */
export function serverPlace(server: Server, language: Language): string {
  const { hop } = server;
  return hop === undefined ? at(server) : capital(jumpHost({ ...server, hop }, language));
}

/** As it stands at the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
