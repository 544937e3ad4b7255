import type { FailureOf } from '../../model/failure';
import { koreanRequests } from './ko-requests';
import { serverName } from './servers';
import { type Dictionary, type TrafficCode, words } from './words';

const lost: Record<FailureOf<'connection-lost'>['why'], string> = {
  closed: '서버가 연결을 닫았습니다. sshd나 인스턴스가 재시작되었거나 유휴 제한에 걸렸습니다.',
  reset: '중간에서 연결이 끊겼습니다. 방화벽, NAT 장비 또는 VPN이 세션을 버렸습니다.',
  silent: '너무 오래 응답이 없었습니다. 컴퓨터가 절전 상태였거나 네트워크 또는 VPN이 바뀌었습니다.',
  disconnected: '서버가 메시지를 보내고 연결을 끝냈습니다.',
  protocol: '받은 데이터가 올바른 SSH가 아닙니다. 서버나 중간 장비의 문제입니다.',
  'no-route': '이 컴퓨터의 네트워크 또는 VPN 연결이 끊겼습니다.',
};

/** Words for the failures of a tunnel that is there, in Korean: its ports, its connection and requests. */
export const koreanTraffic: Dictionary<TrafficCode> = {
  ...koreanRequests,
  'port-in-use': ({ port, pid, name, free }) =>
    words(
      `이 컴퓨터의 ${port} 포트를 ${name ?? '다른 프로그램'}${pid === undefined ? '' : `(프로세스 ${pid})`}이(가) 사용 중입니다.`,
      'MobaXterm, PuTTY, ssh -D 또는 또 다른 Culvert의 터널이 아직 포트를 잡고 있습니다.',
      `그 프로그램을 종료하거나, 이 터널의 로컬 포트를 바꾸고${free === undefined ? '' : `(${free} 포트가 비어 있음)`} FoxyProxy로 다시 내보내세요.`,
    ),
  'port-reserved': ({ port }) =>
    words(
      `이 시스템에서는 ${port} 포트를 쓸 수 없습니다.`,
      '1024보다 작은 포트에는 관리자 권한이 필요합니다. Windows는 Hyper-V, WSL, Docker용으로도 범위를 예약합니다(netsh interface ipv4 show excludedportrange protocol=tcp로 확인).',
      '8157처럼 다른 로컬 포트를 선택하고 FoxyProxy로 다시 내보내세요.',
    ),
  'port-shared': ({ port }) =>
    words(
      `다른 프로그램도 이 컴퓨터의 ${port} 포트에서 연결을 받고 있습니다.`,
      'Windows에서는 이미 사용 중인 포트를 다른 프로그램이 함께 열 수 있습니다. 브라우저가 이 터널로 보내는 내용을 그 프로그램이 받을 수 있으므로 터널을 종료했습니다.',
      '그 프로그램을 찾아 종료하세요. netstat -ano의 마지막 열에 프로세스 번호가, 리소스 모니터의 네트워크 > 수신 대기 포트에 이름이 나옵니다. 아니면 이 터널의 로컬 포트를 바꾸고 FoxyProxy로 다시 내보내세요.',
    ),
  'listen-failed': ({ port, why }) =>
    words(
      `이 컴퓨터의 ${port} 포트를 열지 못했습니다(${why}).`,
      '운영 체제나 보안 프로그램이 허용하지 않습니다.',
      '다른 로컬 포트를 선택하거나, Culvert가 127.0.0.1에서 수신하도록 허용하세요.',
    ),

  'connection-lost': (failure) =>
    words(
      `${serverName(failure, 'ko')}과(와)의 연결이 끊어졌습니다.`,
      failure.detail === undefined ? lost[failure.why] : `${lost[failure.why]} (${failure.detail})`,
      '네트워크와 VPN을 확인하세요. 자동 재연결을 켠 터널은 스스로 다시 연결하며, 아니면 시작을 누르세요.',
    ),
};
