import { slowedWords } from '../slowed';
import { transportName } from '../transports';
import { type LogDictionary, type LogEventOf, seconds } from './words';

const stages: Record<LogEventOf<'stage'>['stage'], (server: string) => string> = {
  listen: () => '로컬 포트를 여는 중입니다.',
  resolve: (server) => `${server}의 주소를 찾는 중입니다.`,
  tcp: (server) => `${server}에 연결하는 중입니다.`,
  'key-exchange': (server) => `${server}과(와) 암호화 방식을 협상하는 중입니다.`,
  'host-key': (server) => `${server}의 호스트 키를 확인하는 중입니다.`,
  authentication: () => '로그인하는 중입니다.',
};

const keyWarnings: ReadonlyMap<string, string> = new Map([
  [
    'readable-by-others',
    '이 컴퓨터의 다른 사용자가 읽을 수 있습니다. chmod 600으로 권한을 좁히세요.',
  ],
  ['byte-order-mark', '바이트 순서 표시(BOM)로 시작하여 다른 SSH 프로그램에서는 거부됩니다.'],
]);

const storageReasons: ReadonlyMap<string, string> = new Map([
  ['no-key-store', '시스템에 키 저장소가 없어'],
  ['locked', '시스템 키 저장소가 잠겨 있어'],
  ['unknown', '시스템 키 저장소가 안전한지 알 수 없어'],
]);

/** What was launched with an EC2 key pair. */
const machines = { cluster: '클러스터를', bastion: '배스천을', 'jump-host': '점프 호스트를' };

/** Lines for every event of the log, in Korean. */
export const korean: LogDictionary = {
  started: () => '시작했습니다.',
  stage: ({ stage, hop }) => stages[stage](hop === undefined ? '배스천' : `${hop}번 점프 호스트`),
  'way-tried': ({ transport }) => `시도: ${transportName(transport, 'ko')}`,
  'way-skipped': ({ transport }, failure) =>
    `건너뜀: ${transportName(transport, 'ko')}. ${failure}`,
  connected: ({ user, host, session }) =>
    `${user}(으)로 ${host}에 연결되었습니다(${session.address}, ${session.software}): ${session.keyExchange}, ${session.cipher}; 호스트 키 ${session.hostKey.type} ${session.hostKey.fingerprint}; 로그인 방법 ${session.authenticatedBy}.${hardening(session.strictKeyExchange)}`,
  listening: ({ address, port }) => `${address}:${port}에서 수신 중입니다.`,
  'host-key-trusted': ({ host, fingerprint }) =>
    `이제부터 ${host}의 호스트 키를 신뢰합니다: ${fingerprint}`,
  'host-keys-changed': ({ host, added, removed }) =>
    `${host}이(가) 호스트 키를 알려 왔습니다.${list(' 이제부터 신뢰함: ', added)}${list(' 더 이상 신뢰하지 않음: ', removed)}`,
  'host-key-not-kept': (_event, failure) => failure,
  'cluster-found': ({ name, id, node }) =>
    `클러스터는 ${name}(${id}), 프라이머리 노드는 ${node}입니다.`,
  'aws-slowed': ({ inMs }) => slowedWords(Math.ceil(inMs / 1_000), 'ko'),
  'cluster-not-asked': (_event, failure) =>
    `클러스터를 조회하지 못해 지난번에 쓰던 곳으로 갑니다. ${failure}`,
  'key-pair-differs': ({ machine, pair, shown, fingerprint }) =>
    `고른 키(${fingerprint})는 ${machines[machine]} 시작할 때 쓴 키 페어 ${pair}이(가) 아닙니다(EC2 표시: ${shown}). 나중에 추가한 키가 아니라면 로그인이 거부됩니다.`,
  lost: (_event, failure) => `중단되었습니다. ${failure}`,
  retrying: ({ attempt, inMs }) =>
    inMs <= 0
      ? `지금 다시 연결합니다(${attempt}번째 시도).`
      : `${seconds(inMs)}초 뒤에 다시 연결합니다(${attempt}번째 시도).`,
  blocked: (_event, failure) => `조치가 필요합니다. ${failure}`,
  'request-failed': (_event, failure) => `요청이 실패했습니다. ${failure}`,
  'page-answers': ({ page, milliseconds }) =>
    `${page} 페이지가 응답합니다(${Math.round(milliseconds)}ms).`,
  'page-fails': ({ page }, failure) => `${page} 페이지가 응답하지 않습니다. ${failure}`,
  stopped: () => '중지했습니다.',
  'server-banner': ({ text }) => `배스천의 안내문: ${text}`,
  'key-warning': ({ keyName, warning }) =>
    `키 파일 ${keyName}에 주의하세요: ${keyWarnings.get(warning) ?? warning}`,
  'engine-restarted': () => '오류가 발생해 엔진을 다시 시작했습니다. 터널을 복구하는 중입니다.',
  'fast-cipher-missing': ({ why }) =>
    `이 컴퓨터에서는 가장 빠른 암호를 쓸 수 없어 대용량 전송이 느려질 수 있습니다. ${why}`,
  'secret-not-stored': ({ why }) =>
    `${storageReasons.get(why) ?? `${why}:`} 암호 문구나 비밀번호를 저장하지 않았습니다. Culvert를 종료할 때까지만 기억합니다.`,
};

/** A word of warning where the key exchange could be tampered with (CVE-2023-48795). */
function hardening(isStrict: boolean): string {
  return isStrict
    ? ''
    : ' 보강되지 않음: 이 배스천은 엄격한 키 교환(strict key exchange)을 지원하지 않습니다. OpenSSH 9.6부터 지원합니다.';
}

function list(title: string, fingerprints: readonly string[]): string {
  return fingerprints.length === 0 ? '' : `${title}${fingerprints.join(', ')}`;
}
