import type { FailureOf } from '../../model/failure';
import { at } from './data';
import { serverName } from './servers';
import {
  type Dictionary,
  type FailureWords,
  type SeenFromJumpHost,
  type WayCode,
  words,
} from './words';

const kinds = { http: 'HTTP', socks: 'SOCKS 5' } as const;

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'ko');

type Unreachable = FailureOf<'bastion-unreachable'>;
const unreachable: Record<Unreachable['why'], (failure: Unreachable) => FailureWords> = {
  timeout: (failure) =>
    words(
      `${server(failure)}에서 응답이 없습니다.`,
      '대개 배스천의 보안 그룹이 지금 사용 중인 IP 주소를 허용하지 않아서입니다(집, 회사, VPN의 주소는 서로 다릅니다). 인스턴스가 중지되었거나 재시작 후 퍼블릭 IP가 바뀌었을 수도 있습니다.',
      `EC2 콘솔에서 배스천 보안 그룹에 인바운드 규칙을 추가하세요: TCP ${failure.port}, 소스 "내 IP". VPN으로 접속하는 환경이면 먼저 VPN을 연결하세요. 그런 다음 시작을 누르세요.`,
    ),
  refused: (failure) =>
    words(
      `${server(failure)}이(가) 연결을 거부했습니다.`,
      `서버는 켜져 있지만 ${failure.port} 포트에서 SSH 서버가 수신하고 있지 않습니다. 아직 부팅 중이거나 다른 포트를 쓰는 경우입니다. 보안 그룹에 막히면 거부가 아니라 무응답이 되므로 보안 그룹 문제는 아닙니다.`,
      '터널의 SSH 포트를 확인하세요. 인스턴스를 방금 시작했다면 1분쯤 기다렸다가 시작을 누르세요.',
    ),
  'no-route': (failure) =>
    failure.permission === undefined
      ? words(
          `이 컴퓨터에서 ${server(failure)}(으)로 가는 경로가 없습니다.`,
          '네트워크가 끊겼거나, VPN이 연결되어 있지 않거나, 현재 네트워크에서 갈 수 없는 프라이빗 주소입니다.',
          '네트워크와 VPN을 확인하거나 배스천의 퍼블릭 주소를 입력하세요.',
        )
      : words(
          `이 컴퓨터에서 ${server(failure)}(으)로 가는 경로가 없습니다.`,
          'macOS는 허용되지 않은 프로그램이 로컬 네트워크에 접근하지 못하게 합니다. 또는 네트워크가 끊겼거나, VPN이 연결되어 있지 않거나, 현재 네트워크에서 갈 수 없는 프라이빗 주소입니다.',
          '시스템 설정 → 개인정보 보호 및 보안 → 로컬 네트워크에서 Culvert 또는 Culvert를 시작한 터미널 프로그램을 켜세요. 이미 켜져 있으면 네트워크와 VPN을 확인하세요. 그런 다음 시작을 누르세요.',
        ),
  reset: (failure) =>
    words(
      `${server(failure)}과(와)의 연결이 곧바로 끊겼습니다.`,
      '중간의 방화벽이 SSH를 막고 있거나, 서버가 한동안 새 연결을 받지 않고 있습니다(MaxStartups, 또는 로그인 실패 후의 PerSourcePenalties).',
      `10분 동안 재시도하지 말고 기다리세요. 그래도 같으면 다른 네트워크를 쓰거나 ${failure.host}의 TCP ${failure.port} 허용을 요청하세요.`,
    ),
};

const reasons = {
  timeout: '응답 없음',
  refused: '거부됨',
  'no-route': '경로 없음',
  reset: '곧바로 끊김',
} as const;

/** Words for a server that a jump host cannot reach. */
function fromJumpHost(failure: SeenFromJumpHost): FailureWords {
  return failure.code === 'bastion-unresolvable'
    ? words(
        `점프 호스트 ${failure.via}이(가) ${server(failure)}의 주소를 모릅니다.`,
        '이름은 연결을 거는 쪽에서 찾습니다. 철자가 틀렸거나 다른 네트워크에만 있는 이름입니다.',
        '철자를 확인하거나 점프 호스트가 접속할 수 있는 프라이빗 IP 주소를 입력하세요.',
      )
    : words(
        `점프 호스트 ${failure.via}에서 ${server(failure)}에 연결하지 못했습니다(${reasons[failure.why]}).`,
        failure.why === 'refused'
          ? '컴퓨터는 있지만 그 포트에서 듣고 있는 SSH 서버가 없습니다.'
          : '보안 그룹이 점프 호스트를 허용하지 않거나, 중지되었거나, 다른 네트워크에 있습니다.',
        `${failure.host}의 보안 그룹에서 ${failure.via}의 TCP ${failure.port}을(를) 허용하고, 호스트와 포트를 확인하세요.`,
      );
}

/** Words for the failures on the way to the bastion, in Korean. */
export const koreanWays: Dictionary<WayCode> = {
  'bastion-unresolvable': (failure) =>
    failure.via === undefined
      ? words(
          `${failure.hop === undefined ? '배스천' : `점프 호스트 ${failure.hop}의`} 이름 ${failure.host}의 IP 주소를 찾을 수 없습니다.`,
          '이름이 틀렸거나, 프라이빗 DNS 영역에만 있는 이름이거나, 네트워크나 VPN이 연결되어 있지 않습니다.',
          '철자를 확인하고 VPN을 연결하거나, 서버의 퍼블릭 IP 주소를 입력하세요.',
        )
      : fromJumpHost(failure),
  'bastion-unreachable': (failure) =>
    failure.via === undefined ? unreachable[failure.why](failure) : fromJumpHost(failure),
  'jump-host-prohibits': (failure) =>
    words(
      `점프 호스트 ${failure.via}이(가) ${at(failure)}${failure.hop === undefined ? '' : `(점프 호스트 ${failure.hop})`}(으)로의 포워딩을 허용하지 않습니다.`,
      'sshd 설정이 막고 있습니다. AllowTcpForwarding, PermitOpen 또는 authorized_keys에 적힌 키 제한 때문입니다.',
      `${failure.via}에서 ${failure.host}(으)로의 포워딩을 허용해 달라고 요청하거나 다른 점프 호스트를 고르세요.`,
    ),
  'proxy-unreachable': (failure) =>
    words(
      `프록시 ${at(failure)}에 연결할 수 없습니다.`,
      {
        unresolvable:
          '이름에 주소가 없습니다. 철자가 틀렸거나 사내망이나 VPN 안에서만 아는 이름입니다.',
        timeout: '응답이 없습니다. 프록시가 속한 네트워크 밖에 있는 것일 수 있습니다.',
        refused: '컴퓨터는 있지만 그 포트에서 수신 대기 중인 프로그램이 없습니다.',
        'no-route': '이 컴퓨터가 오프라인이거나 그곳으로 이어지는 네트워크에 있지 않습니다.',
        reset: '프록시나 방화벽이 연결을 곧바로 끊었습니다.',
      }[failure.why],
      '프록시의 호스트와 포트를 확인하고, VPN 안의 프록시라면 VPN을 연결하세요.',
    ),
  'proxy-silent': (failure) =>
    words(
      `프록시 ${at(failure)}이(가) 연결을 받고 ${failure.seconds}초 안에 응답하지 않았습니다.`,
      '과부하 상태이거나, 스스로 무언가를 기다리거나, 고른 것과 다른 종류의 프록시입니다.',
      '1분 뒤에 다시 시도하고, HTTP 프록시인지 SOCKS 프록시인지 확인하세요.',
    ),
  'proxy-refused': (failure) =>
    words(
      `${kinds[failure.kind]} 프록시 ${at(failure)}이(가) 서버에 연결해 주지 않습니다.`,
      `“${failure.answer}”라고 답했습니다. 443 포트만 허용하는 프록시가 많고, 호스트를 찾거나 접속하지 못하는 경우도 있습니다.`,
      '프록시 관리자에게 이 호스트와 포트로의 SSH를 허용해 달라고 요청하거나 다른 경로를 쓰세요.',
    ),
  'proxy-login-refused': (failure) =>
    failure.why === 'no-user'
      ? words(
          `프록시 ${at(failure)}이(가) 사용자 이름과 비밀번호를 요구합니다.`,
          '이 터널에는 지정된 것이 없습니다.',
          '편집을 눌러 프록시 사용자 이름을 입력하세요. 비밀번호는 시작할 때 묻습니다.',
        )
      : words(
          `프록시 ${at(failure)}이(가) 사용자 이름과 비밀번호를 받아들이지 않습니다.`,
          '잘못 입력했거나 만료되었거나, 다른 방식의 로그인을 원하는 프록시입니다.',
          '다시 시도하거나 프록시 관리자에게 문의하세요.',
        ),
  'not-a-proxy': (failure) =>
    words(
      `${at(failure)}의 응답은 ${kinds[failure.kind]} 프록시의 것이 아닙니다.`,
      failure.received === ''
        ? '아무 말 없이 연결을 닫았습니다. 다른 종류의 프록시일 수 있습니다.'
        : `“${failure.received}”(으)로 시작했습니다. 다른 종류의 프록시이거나 프록시가 아닙니다.`,
      '호스트와 포트, 그리고 HTTP 프록시인지 SOCKS 프록시인지 확인하세요.',
    ),
  'remote-port-refused': (failure) =>
    words(
      `배스천 ${failure.host}이(가) 이 터널을 위해 ${failure.port} 포트를 열어 주지 않습니다.`,
      '그 포트를 다른 것이 쓰고 있습니다. 방금 끊긴 연결이 아직 남아 있는 경우가 많습니다. 아니면 sshd가 허용하지 않습니다(AllowTcpForwarding, PermitListen, 1024보다 낮은 포트).',
      '1분쯤 기다렸다가 시작을 누르거나 배스천에서 쓸 다른 포트를 고르세요.',
    ),
  'local-target-unreachable': (failure) =>
    words(
      `이 터널이 이쪽에서 이어지는 ${at(failure)}이(가) 연결을 받지 않습니다.`,
      {
        refused: '그곳에서 수신 대기해야 할 프로그램이 실행 중이 아니거나 다른 포트를 씁니다.',
        timeout: '제때 응답하지 않았습니다. 멈췄거나 방화벽이 연결을 막고 있습니다.',
        'no-route': '이 컴퓨터에서 그 주소로 가는 경로가 없습니다.',
        unresolvable: '이 컴퓨터가 그 이름의 주소를 모릅니다.',
      }[failure.why],
      '프로그램을 시작하거나, 편집을 눌러 터널이 이어질 곳을 고치세요.',
    ),
  'instance-not-managed': ({ id, region }) =>
    words(
      `세션 관리자가 ${region}의 ${id}에 연결되어 있지 않습니다.`,
      '인스턴스가 중지되었거나, SSM 에이전트가 실행 중이 아니거나, 역할에 AmazonSSMManagedInstanceCore가 없거나, 인터넷이나 ssm, ssmmessages, ec2messages의 VPC 엔드포인트에 접속하지 못합니다.',
      'Systems Manager의 Fleet Manager에서 인스턴스를 찾아 원인을 고치거나 다른 경로를 쓰세요.',
    ),
  'command-missing': ({ program }) =>
    words(
      `프로그램 ${program}을(를) 찾지 못했습니다.`,
      '설치되어 있지 않거나 Culvert가 찾는 폴더에 없습니다. 바탕 화면에서 시작한 프로그램은 터미널보다 아는 폴더가 적습니다.',
      program === 'session-manager-plugin'
        ? 'AWS의 세션 관리자 플러그인을 설치한 뒤(Systems Manager 사용 설명서) 시작을 누르세요.'
        : program === 'aws'
          ? 'AWS 명령줄(AWS CLI) 버전 2를 설치한 뒤 시작을 누르세요.'
          : '설치하거나 프록시 명령에 전체 경로를 적으세요.',
    ),
  'command-failed': ({ program, status, said }) =>
    words(
      `${program}이(가) 연결되기 전에 끝났습니다(${status}).`,
      said === '' ? '이유를 말하지 않았습니다.' : `남긴 말: ${said}`,
      '같은 명령을 터미널에서 실행해 무엇이 필요한지 확인하세요.',
    ),
  'command-unsafe': ({ user }) =>
    words(
      `사용자 이름 ${user}은(는) 프록시 명령에 넣을 수 없습니다.`,
      '이 명령에는 셸이 필요한데, 셸이 그 이름의 글자를 명령으로 해석하게 됩니다.',
      '%r 대신 이름을 따옴표로 감싸 명령에 직접 적으세요.',
    ),
};
