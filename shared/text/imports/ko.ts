import { transportName } from '../transports';
import type { ImportWords } from './words';

export const ko: ImportWords = {
  sources: {
    'ssh-config': 'ssh_config',
    mobaxterm: 'MobaXterm',
    putty: 'PuTTY',
    foxyproxy: 'FoxyProxy',
  },
  verdicts: { taken: '가져옴', changed: '바꿈', 'left-out': '제외', refused: '거부' },
  reasons: {
    'loopback-only': ({ from }) =>
      `${from}에서 수신하여 다른 컴퓨터에도 열려 있었습니다. Culvert는 이 컴퓨터만 쓰는 127.0.0.1에서 수신합니다.`,
    'aws-pattern': () =>
      'AWS 안내서의 이 패턴은 관계없는 호스트에도 들어맞습니다. EC2의 정확한 이름과 프라이빗 주소로 바꿉니다.',
    'pattern-narrowed': ({ to }) => `${to}와(과) 그 하위 이름으로 읽었습니다.`,
    'aws-way': ({ transport }) =>
      `준비된 경로 “${transportName(transport, 'ko')}”(으)로 바뀝니다. 명령 자체는 실행되지 않습니다.`,
    'not-used': ({ name }) => `Culvert의 터널은 ${name}을(를) 쓰지 않습니다.`,
    'earlier-line-wins': () => '앞줄에서 이미 정해졌습니다. 처음 나온 값이 쓰입니다.',
    'applies-to-none': () => '찾은 터널 중 어느 것에도 해당하지 않습니다.',
    'match-not-run': () =>
      '명령 실행 결과(Match exec)에 달려 있습니다. Culvert는 파일에 적힌 것을 실행하지 않으므로 이 줄들은 건너뜁니다.',
    'match-not-judged': ({ criterion }) => `“${criterion}” 조건은 접속할 때 ssh만 알 수 있습니다.`,
    'command-not-taken': () =>
      '실행할 프로그램을 지정합니다. 파일에서는 가져오지 않으니, 믿을 수 있다면 직접 입력하세요.',
    'aws-region-missing': () => '여기에도 AWS 설정에도 리전이 없어 이 경로를 쓸 수 없습니다.',
    'jump-host-not-taken': () =>
      '이 파일만으로는 경로의 일부를 알 수 없어 점프 호스트를 가져오지 않았습니다.',
    'proxy-not-supported': () => 'Culvert가 지원하지 않는 종류의 프록시입니다.',
    'socket-not-supported': () => '유닉스 소켓 포워딩은 지원하지 않습니다.',
    'remote-socks-not-supported': () => '배스천 쪽의 SOCKS 서버는 지원하지 않습니다.',
    'one-key-only': () => '다른 키 파일을 씁니다. 실제로 있는 첫 번째 파일이 쓰입니다.',
    'unknown-token': ({ token }) => `${token}이(가) 무엇을 뜻하는지 여기서는 알 수 없습니다.`,
    'not-ssh': ({ protocol }) => `SSH가 아니라 ${protocol} 세션입니다.`,
    'secret-not-read': () => '비밀번호는 읽지 않습니다. 터널을 시작할 때 묻습니다.',
    'switched-off': () => '파일에서 꺼져 있습니다.',
    'exclusion-not-supported': () => '예외 규칙은 가져오지 않습니다.',
    'pattern-not-clear': () => '이 패턴에서는 도메인이나 주소를 알 수 없습니다.',
    'not-a-local-socks-proxy': () => '이 컴퓨터의 SOCKS 프록시가 아닙니다.',
    malformed: () => '형식이 올바르지 않은 줄입니다.',
    'too-long': ({ limit }) => `한 줄이 ${limit}자를 넘습니다.`,
    'too-many': ({ limit }) => `이후는 읽지 않습니다. 한도는 ${limit}입니다.`,
    'bad-value': ({ problem }, fields) => fields[problem],
    'network-path': () =>
      '다른 컴퓨터로 이어지는 경로입니다. Culvert는 파일에 적혔다는 이유로 그곳을 들여다보지 않습니다.',
    'include-missing': () => '그런 파일이 없습니다.',
    'include-loop': () => '이 파일은 자기 자신을 포함합니다.',
    'include-too-deep': ({ limit }) => `파일 포함이 ${limit}단계를 넘습니다.`,
    'include-outside': () =>
      '선택한 파일의 폴더 밖에 있습니다. 본인의 ~/.ssh/config만 다른 위치의 파일을 지정할 수 있습니다.',
    'include-unreadable': () => '설정 파일로 읽을 수 없습니다.',
  },
  notes: {
    'host-missing': () => '파일에 배스천이 없습니다. 호스트를 입력하세요.',
    'key-not-found': ({ path }) => `키 파일 ${path}이(가) 없습니다.`,
    'user-assumed': ({ user }) => `사용자가 적혀 있지 않아 ${user}(으)로 정했습니다.`,
    'port-chosen': () => '로컬 포트가 적혀 있지 않아 빈 포트를 골랐습니다.',
    'port-taken': ({ from }) => `${from} 포트는 다른 터널이 쓰고 있어 다음 빈 포트를 골랐습니다.`,
    'name-taken': ({ from }) => `“${from}” 터널이 이미 있습니다.`,
    'already-here': ({ name }) => `이미 있는 “${name}” 터널과 같습니다.`,
    'loopback-only': ({ from }) => `${from} 대신 127.0.0.1에서 수신합니다.`,
    'match-not-run': () => '판단하지 않은 Match 블록이 있어 ssh는 다른 값을 쓸 수 있습니다.',
    'jump-host-not-taken': () => '점프 호스트를 거치는 경로가 완전하지 않습니다.',
    'command-not-taken': () =>
      '프로그램(ProxyCommand)으로 접속하던 곳이며, 이 프로그램은 가져오지 않습니다.',
    'aws-way': ({ transport, instance }) =>
      `ProxyCommand 대신 ${transportName(transport, 'ko')}(으)로 ${instance}에 연결합니다.`,
    'proxy-not-supported': () => 'Culvert가 지원하지 않는 프록시를 거치던 곳입니다.',
    'limit-from-patterns': () => '패턴에 적힌 곳으로만 연결됩니다. 고급에서 바꿀 수 있습니다.',
    'limit-left-open': () => '알 수 없는 패턴이 있어 어디로든 연결할 수 있습니다.',
  },
};
