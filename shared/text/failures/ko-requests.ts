import type { FailureOf } from '../../model/failure';
import { at } from './data';
import { type Dictionary, type RequestCode, words } from './words';

const notTaken: Record<FailureOf<'socks-request-refused'>['why'], string> = {
  'not-socks': 'SOCKS 요청이 아닙니다. 다른 용도로 이 포트에 접속한 프로그램이 있습니다.',
  http: 'HTTP 요청입니다. 브라우저나 프로그램에 이 포트가 HTTP 프록시로 설정되어 있습니다.',
  tls: 'TLS 요청입니다. 이 포트가 HTTPS 프록시로 설정되었거나 https:// 주소로 열렸습니다.',
  malformed: 'SOCKS로 시작하지만 형식이 규칙에 맞지 않습니다.',
  authentication:
    '프로그램이 SOCKS 사용자 이름과 비밀번호 인증을 요구하지만, 터널은 인증을 받지 않습니다.',
  command: '연결이 아닌 BIND나 UDP(SOCKS를 통한 DNS, QUIC) 같은 다른 명령을 요청했습니다.',
  'address-type': 'SOCKS에 없는 주소 형식으로 목적지를 지정했습니다.',
  name: '목적지 이름이 비어 있거나 호스트 이름이 아닙니다.',
  port: '존재할 수 없는 0번 포트를 요청했습니다.',
};

const noPage: Record<FailureOf<'page-no-answer'>['why'], string> = {
  silent: '포트는 열려 있지만 아무 응답이 없습니다. 애플리케이션이 멈췄거나 아직 시작 중입니다.',
  closed: '연결을 곧바로 닫았습니다. 애플리케이션이 시작 중이거나 중지 중이거나 과부하 상태입니다.',
  'not-http': '돌아온 것이 HTTP가 아닙니다. 다른 서비스가 이 포트를 쓰거나 페이지가 https입니다.',
};

const stranger: Record<FailureOf<'client-refused'>['why'], readonly [string, string, string]> = {
  'other-user': [
    '이 컴퓨터의 다른 사용자(번호 %)가 실행한 프로그램이 터널을 쓰지 못하게 막았습니다.',
    '로그인한 사용자라면 누구나 로컬 포트에 접속할 수 있는데, 본인이 아닌 사용자가 연결을 시도했습니다.',
    '의도한 일이라면 그대로 두세요. 아니라면 해당 계정의 주인에게 확인하세요. id 명령으로 번호에 해당하는 이름을 볼 수 있습니다.',
  ],
  'unknown-user': [
    '시스템이 누구의 프로그램인지 알려 주지 않아 터널을 쓰지 못하게 막았습니다.',
    '프로그램이 연결을 바로 닫았거나, 자체 네트워크를 쓰는 컨테이너에서 실행 중입니다.',
    '컨테이너 밖에서 Culvert와 같은 사용자로 프로그램을 실행하세요.',
  ],
  'wrong-credential': [
    'SOCKS 사용자 이름이나 비밀번호가 틀리거나 없어서 프로그램이 터널을 쓰지 못하게 막았습니다.',
    '터널이 이 컴퓨터 밖에서도 연결을 받으므로, 시작할 때 지정한 사용자 이름과 비밀번호를 모든 프로그램에 요구합니다.',
    '프로그램의 프록시 설정에 둘 다 입력하세요. 본인의 프로그램이 아니라면 누군가 접속을 시도하는 것이니 터널이 127.0.0.1에서만 연결을 받게 하세요.',
  ],
};

/** Words for the failures of single requests through a tunnel, in Korean. */
export const koreanRequests: Dictionary<RequestCode> = {
  'forwarding-prohibited': (failure) =>
    words(
      `배스천이 ${at(failure)}(으)로의 포워딩을 허용하지 않습니다.`,
      'sshd_config에 AllowTcpForwarding no 또는 PermitOpen 제한이 있거나, authorized_keys의 키에 restrict 또는 no-port-forwarding이 붙어 있습니다.',
      '해당 사용자에 대해 AllowTcpForwarding을 yes(또는 local)로 바꾸고 sshd를 다시 불러오도록 요청하세요. 적용된 값은 sudo sshd -T로 확인합니다.',
    ),
  'destination-refused': (failure) =>
    words(
      `${at(failure)}이(가) 연결을 거부했습니다.`,
      `배스천은 서버에 도달했지만 ${failure.port} 포트에서 수신하는 프로그램이 없습니다. 이 클러스터에 설치되지 않았거나, 실행 중이 아니거나, 다른 포트를 쓰는 애플리케이션입니다.`,
      '포트(YARN 8088, Spark History 18080, NameNode 9870)와 EMR 콘솔의 클러스터 애플리케이션 목록을 확인하세요.',
    ),
  'destination-timeout': (failure) =>
    words(
      `${at(failure)}이(가) 배스천의 요청에 응답하지 않습니다.`,
      '클러스터 프라이머리 노드의 보안 그룹이 배스천을 허용하지 않거나 클러스터가 종료되었습니다.',
      `프라이머리 노드의 보안 그룹에 인바운드 규칙을 추가하세요: TCP ${failure.port}, 소스는 배스천의 보안 그룹. 클러스터가 실행 중인지도 확인하세요.`,
    ),
  'destination-unreachable': (failure) =>
    words(
      `배스천에서 ${at(failure)}(으)로 가는 경로가 없습니다.`,
      failure.scope === 'host'
        ? '이 주소를 쓰는 서버가 더 이상 없습니다. 인스턴스나 클러스터 전체가 중지되었거나 종료되었습니다.'
        : '주소가 다른 VPC나 서브넷에 있고, 그쪽으로 가는 라우팅, 피어링 또는 Transit Gateway가 없습니다.',
      'EMR 콘솔에서 클러스터가 실행 중인지 확인하세요. 실행 중이라면 같은 VPC의 배스천을 쓰거나 배스천 서브넷의 라우팅 테이블을 확인하세요.',
    ),
  'destination-unresolvable': (failure) =>
    words(
      `배스천이 이름 ${failure.host}(포트 ${failure.port})의 IP 주소를 찾지 못했습니다.`,
      '클러스터가 종료되거나 교체되면서 이름이 사라졌거나, VPC의 DNS 확인 또는 DNS 호스트 이름이 꺼져 있습니다.',
      'EMR 콘솔에서 현재 프라이머리 노드를 확인해 프라이빗 IP 주소로 접속해 보고, VPC의 DNS 설정을 점검하세요.',
    ),
  'destination-prohibited': (failure) =>
    words(
      `Culvert가 ${at(failure)}(으)로 가는 요청을 차단했습니다.`,
      '이 터널이 다른 목적지로 제한되어 있거나, 루프백 또는 링크 로컬 주소입니다. 그런 주소는 배스천 자신과 인스턴스 자격 증명(169.254.169.254)으로 이어지므로 웹 페이지가 접근하면 안 됩니다.',
      '꼭 필요하다면 이 터널의 제한 목록에 목적지를 추가하거나(명령줄: --only), 그런 주소라면 허용 범위에 추가하세요(--allow).',
    ),
  'page-no-answer': (failure) =>
    words(
      `${at(failure)}이(가) 연결은 받지만 페이지를 보내지 않습니다.`,
      noPage[failure.why],
      '페이지 주소(http 또는 https, 포트)와 EMR 콘솔의 애플리케이션 상태를 확인하세요.',
    ),
  'tunnel-down': () =>
    words(
      '터널이 연결되지 않은 상태에서 요청이 들어왔습니다.',
      '배스천과의 연결이 제때 복구되지 않았습니다.',
      '터널 상태를 확인하고, 연결됨으로 바뀌면 페이지를 새로 고치세요.',
    ),
  'too-many-connections': ({ limit }) =>
    words(
      `터널이 이미 한도인 연결 ${limit}개를 처리하고 있습니다.`,
      '열린 탭이 많거나, 스스로 새로 고치는 페이지 또는 연결을 닫지 않는 프로그램이 있습니다.',
      '탭을 몇 개 닫고 다시 시도하세요.',
    ),
  'socks-request-refused': ({ why }) =>
    words(
      '로컬 포트로 들어온 요청을 터널이 처리할 수 없습니다.',
      notTaken[why],
      '프로그램의 프록시를 SOCKS5(또는 SOCKS4a), 호스트 127.0.0.1, 터널의 로컬 포트로 설정하고 사용자 이름과 비밀번호는 비워 두세요.',
    ),
  'client-refused': ({ why, uid }) => {
    const [what, cause, next] = stranger[why];
    return words(what.replace('%', String(uid)), cause, next);
  },
};
