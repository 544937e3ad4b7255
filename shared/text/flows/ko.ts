import type { FlowWords } from './words';

const whose = { master: '프라이머리 노드', slave: '코어·태스크 노드', unknown: '이 노드들' };

export const koreanFlows: FlowWords = {
  line: (file, line) => `${file} ${line}번째 줄`,
  times: (count) => `같은 줄이 ${count - 1}개 더 있습니다`,
  problems: {
    truncated: () =>
      '압축 파일이 끝나기 전에 여기서 끊겼습니다. 앞부분은 읽었습니다. 나머지가 필요하면 파일을 다시 복사하세요.',
    corrupt: (detail) =>
      `여기부터 파일이 손상되었습니다(${detail}). 앞부분은 읽었습니다. 나머지가 필요하면 파일을 다시 복사하세요.`,
    'wrong-columns': (detail) =>
      `필드 수가 형식과 다릅니다(${detail}). 이 줄은 제외했습니다. 다른 형식의 로그인지 확인하세요.`,
    'not-a-number': (detail) => `${detail} 값이 숫자가 아닙니다. 이 줄은 제외했습니다.`,
    'not-flow-log': (detail) =>
      `VPC 흐름 로그가 아닙니다(${detail}(으)로 보입니다). 이 파일은 제외했습니다.`,
    'format-unknown': (detail) =>
      `머리글 줄이 없고 필드 ${detail}개가 기본 형식의 필드와 다릅니다. “머리글 줄이 없는 레코드의 필드”(명령줄에서는 --format)에 필드를 적어 주세요.`,
    'columns-missing': (detail) =>
      `형식에 ${detail} 필드가 없어 누가 누구와 통신했는지 알 수 없습니다. 이 파일은 제외했습니다.`,
    empty: () => '내용이 없습니다.',
    unreadable: (detail) => `읽을 수 없습니다(${detail}).`,
    'rows-cut': (detail) =>
      `Logs는 한 번에 10,000행까지만 주는데, 다음 초에는 그보다 많았습니다: ${detail}(UTC). 나머지는 빠져 있습니다. 클러스터를 지정하거나 S3의 로그를 Athena로 조회하세요.`,
  },
  tooManyRules: ({ group, count, limit, groups, groupLimit }) =>
    `${whose[group ?? 'unknown']}에 제안하는 아웃바운드 규칙이 ${count}개인데, 보안 그룹은 할당량을 올리지 않았다면 ${limit}개까지만 받습니다. 나머지는 AWS가 거부합니다. ` +
    '안전한 범위에서 규칙 하나가 더 넓은 주소나 포트 범위를 맡게 하거나, ' +
    (groups > groupLimit
      ? `할당량을 올리세요. 네트워크 인터페이스에 붙일 수 있는 보안 그룹 ${groupLimit}개로도 모두 담을 수 없습니다. `
      : `보안 그룹 ${groups}개에 나누어 담거나(네트워크 인터페이스에는 ${groupLimit}개까지), 할당량을 올리세요. `) +
    '직접 만든 접두사 목록은 최대 항목 수만큼 세므로 도움이 되지 않습니다.',
  untimed: {
    files: (count) =>
      `파일 ${count}개의 형식에 “start” 또는 “end” 필드가 없어 기간으로 거르지 못했습니다. 그 파일은 모든 레코드를 읽었습니다.`,
    athena: '형식에 “start” 또는 “end” 필드가 없어 기간을 하루 단위로만 거를 수 있었습니다.',
  },
  nothing: {
    local:
      '질문에 맞는 레코드가 없습니다. 기간을 확인하고, 해당 네트워크의 흐름 로그가 맞는지 확인하세요.',
    athena:
      '이 위치에서 Athena가 레코드를 찾지 못했습니다. 위치는 연도 폴더가 들어 있는 폴더여야 합니다. …/vpcflowlogs/REGION, Hive 호환 파티션을 쓰는 로그는 …/aws-region=REGION입니다. 파일이 Parquet인지와 기간도 확인하세요.',
    insights:
      'Logs가 레코드를 찾지 못했습니다. 로그 그룹과 그 리전, 기간을 확인하고, 로그에 고유한 형식이 있으면 필드도 확인하세요.',
  },
};
