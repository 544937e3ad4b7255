import type { FailureOf } from '../../model/failure';
import { transportName } from '../transports';
import { list, sshdRemedy } from './data';
import { koreanAws } from './ko-aws';
import { koreanBrowser } from './ko-browser';
import { koreanImports } from './ko-imports';
import { koreanKeys } from './ko-keys';
import { koreanRequests } from './ko-requests';
import { koreanFromJumpHost, koreanWays } from './ko-ways';
import { serverName, serverPlace } from './servers';
import { type Dictionary, type FailureWords, lookUp, words } from './words';

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'ko');
const place = (failure: Server) => serverPlace(failure, 'ko');

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
    words(
      `이 컴퓨터에서 ${server(failure)}(으)로 가는 경로가 없습니다.`,
      '네트워크가 끊겼거나, VPN이 연결되어 있지 않거나, 현재 네트워크에서 갈 수 없는 프라이빗 주소입니다.',
      '네트워크와 VPN을 확인하거나 배스천의 퍼블릭 주소를 입력하세요.',
    ),
  reset: (failure) =>
    words(
      `${server(failure)}과(와)의 연결이 곧바로 끊겼습니다.`,
      '중간의 방화벽이 SSH를 막고 있거나, 서버가 한동안 새 연결을 받지 않고 있습니다(MaxStartups, 또는 로그인 실패 후의 PerSourcePenalties).',
      `10분 동안 재시도하지 말고 기다리세요. 그래도 같으면 다른 네트워크를 쓰거나 ${failure.host}의 TCP ${failure.port} 허용을 요청하세요.`,
    ),
};

const lost: Record<FailureOf<'connection-lost'>['why'], string> = {
  closed: '서버가 연결을 닫았습니다. sshd나 인스턴스가 재시작되었거나 유휴 제한에 걸렸습니다.',
  reset: '중간에서 연결이 끊겼습니다. 방화벽, NAT 장비 또는 VPN이 세션을 버렸습니다.',
  silent: '너무 오래 응답이 없었습니다. 컴퓨터가 절전 상태였거나 네트워크 또는 VPN이 바뀌었습니다.',
  disconnected: '서버가 메시지를 보내고 연결을 끝냈습니다.',
  protocol: '받은 데이터가 올바른 SSH가 아닙니다. 서버나 중간 장비의 문제입니다.',
  'no-route': '이 컴퓨터의 네트워크 또는 VPN 연결이 끊겼습니다.',
};

const agentNames: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent': 'ssh-agent',
  'windows-openssh': 'Windows OpenSSH 에이전트',
  pageant: 'Pageant',
};
const agentSteps: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent':
    '터미널에서 ssh-add -l을 실행해 보세요. 역시 실패하면 eval "$(ssh-agent -s)"로 에이전트를 띄우고 같은 세션에서 Culvert를 실행하세요.',
  'windows-openssh':
    '관리자 PowerShell에서 Set-Service ssh-agent -StartupType Manual; Start-Service ssh-agent를 실행한 다음 ssh-add로 키를 등록하세요.',
  pageant: 'Pageant를 실행해 키를 추가한 다음 터널을 다시 시작하세요.',
};
const agentCauses: Record<FailureOf<'agent-unavailable'>['why'], string> = {
  'not-configured': '실행 중이 아니거나 이 세션에 알려져 있지 않습니다(SSH_AUTH_SOCK).',
  'no-answer': '실행 중이지만 답이 없습니다. 별도 창에서 사용자 확인을 기다리고 있을 수 있습니다.',
  refused: '실행 중이지만 요청을 거부합니다. 다른 사용자의 에이전트이거나 잠겨 있습니다.',
};

const algorithmKinds: Record<FailureOf<'algorithms-mismatch'>['kind'], string> = {
  'key-exchange': '키 교환 방식',
  cipher: '암호화 알고리즘',
  mac: 'MAC 알고리즘',
  'host-key': '호스트 키 유형',
  compression: '압축 방식',
  unknown: '알고리즘',
};

/** Words for every failure, in Korean. */
export const korean: Dictionary = {
  ...koreanAws,
  ...koreanKeys,
  ...koreanBrowser,
  ...koreanImports,
  ...koreanRequests,
  ...koreanWays,
  'bastion-unresolvable': (failure) =>
    failure.via === undefined
      ? words(
          `${failure.hop === undefined ? '배스천' : `점프 호스트 ${failure.hop}의`} 이름 ${failure.host}의 IP 주소를 찾을 수 없습니다.`,
          '이름이 틀렸거나, 프라이빗 DNS 영역에만 있는 이름이거나, 네트워크나 VPN이 연결되어 있지 않습니다.',
          '철자를 확인하고 VPN을 연결하거나, 서버의 퍼블릭 IP 주소를 입력하세요.',
        )
      : koreanFromJumpHost(failure),
  'bastion-unreachable': (failure) =>
    failure.via === undefined ? unreachable[failure.why](failure) : koreanFromJumpHost(failure),
  'not-ssh': (failure) =>
    words(
      `${place(failure)}에서 응답은 있지만 SSH 서버가 아닙니다.`,
      failure.received === ''
        ? '아무 데이터도 보내지 않고 연결을 닫았습니다. 로드 밸런서, 프록시 또는 방화벽이 대신 응답하고 있을 수 있습니다.'
        : `응답이 "${failure.received}"(으)로 시작합니다. 웹 서버나 프록시 같은 다른 서비스가 이 포트를 쓰고 있습니다.`,
      '배스천 호스트와 SSH 포트를 확인하세요. SSH는 보통 22번 포트를 씁니다.',
    ),
  'algorithms-mismatch': (failure) =>
    words(
      `Culvert와 ${place(failure)} 사이에 공통으로 지원하는 ${algorithmKinds[failure.kind]}이(가) 없습니다.`,
      failure.offered.length === 0
        ? '서버가 매우 오래되었거나, 최신 알고리즘이 모두 빠지도록 설정되어 있습니다.'
        : `서버가 제시한 것은 ${list(failure.offered)}뿐입니다. 오래되었거나 엄격하게 제한된 서버입니다.`,
      `배스천의 OpenSSH를 업데이트하거나 sshd_config에 다음 줄을 추가하도록 요청하세요: ${sshdRemedy[failure.kind]}`,
    ),
  'handshake-timeout': (failure) =>
    failure.stage === 'key-exchange'
      ? words(
          `${place(failure)}에 연결은 되었지만 SSH 핸드셰이크가 ${failure.seconds}초 안에 끝나지 않았습니다.`,
          '서버에 부하가 걸려 있거나, 중간의 프록시나 검사용 방화벽이 SSH를 붙잡고 있습니다.',
          '1분 뒤에 다시 시도하세요. 반복되면 다른 네트워크에서 시도하고 배스천의 부하를 확인하세요.',
        )
      : words(
          `${place(failure)}이(가) ${failure.seconds}초 안에 로그인에 응답하지 않았습니다.`,
          '서버가 디렉터리(LDAP), DNS(UseDNS), 2단계 인증 같은 다른 시스템을 기다리고 있습니다.',
          '다시 시도하세요. 반복되면 배스천의 sshd 로그에서 무엇을 기다리는지 확인하세요: sudo journalctl -u sshd',
        ),

  'host-key-unknown': (failure) =>
    words(
      `${server(failure)}은(는) 아직 알려지지 않은 서버입니다.`,
      `이 컴퓨터에서 ${failure.type} 호스트 키 ${failure.fingerprint}을(를) 확인한 적이 없습니다. 처음 접속하거나 서버를 다시 만든 경우입니다.`,
      `관리자가 알려 준 지문이나 EC2 시스템 로그의 지문과 비교한 뒤 신뢰하세요(명령줄: --trust ${failure.fingerprint}).`,
    ),
  'host-key-changed': (failure) =>
    words(
      `${server(failure)}의 호스트 키가 이전과 다릅니다. 인증 정보는 전혀 보내지 않았습니다.`,
      `현재: ${failure.type} ${failure.fingerprint}. 기록: ${list(
        failure.known.map((key) => `${key.type} ${key.fingerprint} (${key.source})`),
        '; ',
      )}. 인스턴스가 교체되었거나, 주소가 다른 서버로 넘어갔거나, 누군가 연결을 가로채고 있습니다.`,
      '관리자에게 새 지문을 물어보세요. 위의 지문과 정확히 같을 때만 기록된 이전 항목을 지우고 다시 시작하세요.',
    ),
  'host-key-revoked': (failure) =>
    words(
      `${place(failure)}의 호스트 키는 폐기된 키입니다. 인증 정보는 전혀 보내지 않았습니다.`,
      `${failure.source}에 ${failure.type} ${failure.fingerprint}이(가) @revoked로 표시되어 있습니다. 다시는 신뢰하면 안 되는 키입니다.`,
      '접속하지 마세요. 관리자에게 서버의 새 호스트 키를 요청하세요.',
    ),
  'host-key-refused': (failure) =>
    words(
      `${place(failure)}의 호스트 키를 신뢰하지 않기로 했습니다.`,
      `${failure.type} ${failure.fingerprint}에 대한 질문에 아니요로 답했거나 창을 닫았으므로 인증 정보를 보내지 않았습니다.`,
      '관리자에게 지문을 확인받은 다음 시작을 눌러 신뢰하세요.',
    ),
  'host-key-unproven': (failure) =>
    words(
      `${place(failure)}이(가) 자기 것이 아닌 호스트 키를 제시했습니다. 인증 정보는 전혀 보내지 않았습니다.`,
      `${failure.type} ${failure.fingerprint}을(를) 제시했지만 서명이 그 키와 맞지 않습니다. 누군가 중간에서 가로채고 있을 수 있습니다.`,
      '이 네트워크에서는 접속하지 마세요. 다른 네트워크에서 시도하고 관리자에게 알리세요.',
    ),
  'known-hosts-unreadable': ({ file }) =>
    words(
      `알려진 서버 목록 ${file}을(를) 읽을 수 없습니다.`,
      '파일 권한이 없습니다. 이 목록 없이는 아는 서버와 위장한 서버를 구별할 수 없어 중단했습니다.',
      '파일 소유자를 본인으로 바꾸고 읽을 수 있게 한 뒤(chmod 600) 터널을 다시 시작하세요.',
    ),
  'trust-store-unwritable': ({ file, why }) =>
    words(
      `신뢰한 호스트 키를 ${file}에 기록하지 못했습니다(${why}).`,
      '디스크가 가득 찼거나, 파일 또는 폴더에 쓰기 권한이 없습니다.',
      'Culvert가 종료될 때까지만 신뢰합니다. 공간을 확보하거나 파일과 폴더의 소유자와 쓰기 권한을 바로잡아야 계속 기억됩니다.',
    ),

  'agent-unavailable': ({ agent, why }) =>
    words(`${agentNames[agent]}에서 응답이 없습니다.`, agentCauses[why], agentSteps[agent]),
  'agent-empty': () =>
    words(
      'SSH 에이전트에 키가 없습니다.',
      '에이전트는 재시작되거나 유지 시간이 지나면 키를 잊어버립니다.',
      'ssh-add로 키를 등록하거나 Pageant에 추가한 다음 터널을 다시 시작하세요.',
    ),
  'auth-refused': ({ user, tried, accepted, server: where }) =>
    words(
      `${where === undefined ? '배스천이' : `${server(where)}이(가)`} 사용자 ${user}의 로그인을 거부했습니다.`,
      `시도한 방법: ${tried.length === 0 ? '없음(제시할 것이 없었음)' : list(tried)}. 서버가 받는 방법: ${
        accepted.length === 0 ? '알려 주지 않음' : list(accepted)
      }. 대개 사용자 이름이 다르거나(Amazon Linux는 ec2-user, EMR은 hadoop, Ubuntu는 ubuntu) 이 인스턴스의 키가 아닙니다. 에이전트에 키가 너무 많으면 MaxAuthTries를 넘기도 합니다.`,
      `사용자 이름을 확인하고 인스턴스를 시작할 때 지정한 키 페어를 선택하거나, ${user}의 ~/.ssh/authorized_keys에 공개 키를 추가해 달라고 요청하세요.`,
    ),
  'auth-cancelled': () =>
    words(
      '로그인이 취소되었습니다.',
      '암호 문구, 비밀번호 또는 인증 코드를 묻는 창이 답 없이 닫혔습니다.',
      '시작을 누르면 다시 물어봅니다.',
    ),

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
  'listen-failed': ({ port, why }) =>
    words(
      `이 컴퓨터의 ${port} 포트를 열지 못했습니다(${why}).`,
      '운영 체제나 보안 프로그램이 허용하지 않습니다.',
      '다른 로컬 포트를 선택하거나, Culvert가 127.0.0.1에서 수신하도록 허용하세요.',
    ),

  'connection-lost': (failure) =>
    words(
      `${server(failure)}과(와)의 연결이 끊어졌습니다.`,
      failure.detail === undefined ? lost[failure.why] : `${lost[failure.why]} (${failure.detail})`,
      '네트워크와 VPN을 확인하세요. 자동 재연결을 켠 터널은 스스로 다시 연결하며, 아니면 시작을 누르세요.',
    ),

  'no-way-left': ({ attempts }) =>
    words(
      `첫 서버로 가는 ${attempts.length}가지 경로가 모두 실패했습니다.`,
      attempts
        .map(
          ({ transport, cause }) =>
            `${transportName(transport, 'ko')}: ${lookUp(korean, cause).what}`,
        )
        .join(' '),
      attempts[0] === undefined
        ? '시작을 눌러 다시 시도하세요.'
        : lookUp(korean, attempts[0].cause).next,
    ),

  'profile-missing': ({ name }) =>
    words(
      `이름이 ${name}인 터널이 없습니다.`,
      '이름이 바뀌었거나 삭제되었거나 철자가 틀렸습니다.',
      '터널 목록에서 이름을 확인하세요.',
    ),
  'engine-crashed': () =>
    words(
      '터널을 처리하는 Culvert 엔진이 예기치 않게 중단되었습니다.',
      'Culvert의 결함입니다. 엔진을 다시 시작하고 있습니다.',
      '연결되어 있던 터널은 저절로 복구됩니다. 반복되면 로그와 함께 알려 주세요.',
    ),
  cancelled: () =>
    words(
      '작업을 취소했습니다.',
      '끝나기 전에 중단되었으며, 바뀐 것은 없습니다.',
      '필요할 때 다시 시작하세요.',
    ),
  internal: ({ detail }) =>
    words(
      `Culvert 내부에서 오류가 발생했습니다: ${detail}`,
      '사용자 설정이 아니라 Culvert의 결함입니다.',
      '터널을 다시 시작하세요. 반복되면 로그와 함께 알려 주세요.',
    ),
};
