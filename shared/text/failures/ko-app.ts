import { koreanBrowser } from './ko-browser';
import { koreanImports } from './ko-imports';
import { type AppCode, type Dictionary, words } from './words';

/** Words for the failures of Culvert itself and of other programs here, in Korean. */
export const koreanApp: Dictionary<AppCode> = {
  ...koreanBrowser,
  ...koreanImports,
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
  'engine-down': () =>
    words(
      '터널을 처리하는 Culvert 엔진이 1분 안에 세 번 중단되었습니다.',
      'Culvert의 결함입니다. 실패가 되풀이되지 않도록 엔진을 멈춰 두었습니다.',
      '시작을 누르거나 방금 하던 일을 다시 하면 엔진이 한 번 더 시작됩니다. 반복되면 로그와 함께 알려 주세요.',
    ),
  'flows-crashed': () =>
    words(
      '흐름 로그를 읽는 Culvert 프로세스가 예기치 않게 중단되었습니다.',
      '메모리를 많이 써서 시스템이 종료했을 수 있습니다. 터널은 계속 동작합니다.',
      '더 적은 파일이나 더 짧은 기간을 읽거나 Athena로 조회하세요. 반복되면 로그와 함께 알려 주세요.',
    ),
  'flows-no-room': ({ of }) =>
    words(
      of === 'disk'
        ? '이 흐름 로그를 읽을 공간이 없습니다. 임시 파일 폴더가 있는 디스크가 가득 찼습니다.'
        : '이 흐름 로그의 내용이 Culvert가 쓰는 메모리에 다 들어가지 않습니다.',
      '절반의 답은 오해를 부르므로 답하지 않습니다. 로그 파일은 그대로입니다.',
      of === 'disk'
        ? '그 디스크의 공간을 확보하거나 TMPDIR(Windows는 TEMP)에 다른 폴더를 지정하세요. 더 짧은 기간을 읽거나 Athena로 조회해도 됩니다.'
        : '더 적은 파일이나 더 짧은 기간을 읽거나 Athena로 조회하세요.',
    ),
  'file-unwritable': ({ name, why }) =>
    words(
      `"${name}" 파일을 저장하지 못했습니다(${why}).`,
      why === 'ENOSPC'
        ? '디스크가 가득 찼습니다. 원래 있던 파일은 그대로입니다.'
        : why === 'EBUSY'
          ? '다른 프로그램이 이 파일을 열어 두었습니다. 원래 있던 파일은 그대로입니다.'
          : '시스템이 그 위치에 쓰는 것을 허용하지 않았습니다. 원래 있던 파일은 그대로입니다.',
      why === 'ENOSPC'
        ? '공간을 확보하거나 다른 디스크에 저장하세요.'
        : why === 'EBUSY'
          ? 'Excel 등 그 프로그램에서 파일을 닫고 다시 저장하거나 다른 이름으로 저장하세요.'
          : '쓰기 권한이 있는 폴더를 선택하세요.',
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
