import type { FailureOf } from '../../model/failure';
import { list, sshdRemedy } from './data';
import { serverName, serverPlace } from './servers';
import { type Dictionary, type ServerCode, words } from './words';

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'ko');
const place = (failure: Server) => serverPlace(failure, 'ko');

const algorithmKinds: Record<FailureOf<'algorithms-mismatch'>['kind'], string> = {
  'key-exchange': '키 교환 방식',
  cipher: '암호화 알고리즘',
  mac: 'MAC 알고리즘',
  'host-key': '호스트 키 유형',
  compression: '압축 방식',
  unknown: '알고리즘',
};

/** Words for the failures of the server that answers, and of its host key, in Korean. */
export const koreanServer: Dictionary<ServerCode> = {
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
      `${place(failure)}이(가) 제시한 호스트 키가 자기 것임을 증명하지 못했습니다. 인증 정보는 전혀 보내지 않았습니다.`,
      `${failure.type} ${failure.fingerprint}을(를) 제시했지만 서명이 그 키와 맞지 않거나, 키가 승인되기 전에 다음 단계로 넘어갔습니다. 누군가 중간에서 가로채고 있을 수 있습니다.`,
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
};
