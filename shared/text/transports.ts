import type { Language } from '../model/language';
import type { TransportKind } from '../model/transport-kind';

const names: Readonly<Record<Language, Readonly<Record<TransportKind, string>>>> = {
  en: {
    direct: 'Direct connection',
    'proxy-command': 'Proxy command',
    'http-proxy': 'HTTP proxy',
    'socks-proxy': 'SOCKS proxy',
    ssm: 'Session Manager (SSM)',
    'instance-connect-endpoint': 'EC2 Instance Connect Endpoint',
  },
  ko: {
    direct: '직접 연결',
    'proxy-command': '프록시 명령',
    'http-proxy': 'HTTP 프록시',
    'socks-proxy': 'SOCKS 프록시',
    ssm: '세션 관리자(SSM)',
    'instance-connect-endpoint': 'EC2 인스턴스 연결 엔드포인트',
  },
  'zh-CN': {
    direct: '直接连接',
    'proxy-command': '代理命令',
    'http-proxy': 'HTTP 代理',
    'socks-proxy': 'SOCKS 代理',
    ssm: '会话管理器（SSM）',
    'instance-connect-endpoint': 'EC2 Instance Connect 终端节点',
  },
};

/** What a way to the first server is called. */
export function transportName(kind: TransportKind, language: Language): string {
  return names[language][kind];
}
