import type { FailureOf } from '../../model/failure';
import { type Dictionary, type ImportCode, words } from './words';

const whys: Readonly<Record<FailureOf<'import-unreadable'>['why'], readonly [string, string]>> = {
  missing: ['그런 이름의 파일이 없습니다.', '이름을 확인하거나 파일을 다시 선택하세요.'],
  'not-a-file': [
    '장치나 파이프이거나, 설정이 없는 폴더입니다.',
    '다른 프로그램이 저장한 파일을 선택하세요.',
  ],
  'too-large': [
    '설정 파일이라고 보기에는 너무 큽니다.',
    '다른 프로그램이 저장한 설정 파일인지 확인하세요.',
  ],
  unreadable: [
    '다른 사용자의 파일이거나 다른 프로그램이 잠그고 있습니다.',
    '내 폴더에 복사한 다음 복사본을 가져오세요.',
  ],
  'not-text': [
    '텍스트 파일이 아니거나 인코딩을 알 수 없습니다.',
    '다른 프로그램에서 설정을 다시 내보내세요.',
  ],
  'private-key': [
    '개인 키 파일입니다. 키는 가져오지 않으며, 터널에는 키 파일의 위치만 저장됩니다.',
    '새 터널을 만들고 거기서 키를 선택하세요.',
  ],
};

/** Words for the failures of imports, in Korean. */
export const koreanImports: Dictionary<ImportCode> = {
  'import-unreadable': ({ name, why }) => words(`${name}을(를) 가져올 수 없습니다.`, ...whys[why]),
  'import-not-recognised': ({ name }) =>
    words(
      `${name}에는 Culvert가 아는 설정이 없습니다.`,
      'ssh_config, MobaXterm 내보내기, PuTTY 세션, FoxyProxy 설정이 아니거나 터널 부분이 빠져 있습니다.',
      '다른 파일을 선택하세요. 명령줄에서는 --from으로 어느 프로그램의 파일인지 지정합니다.',
    ),
  'import-malformed': ({ name }) =>
    words(
      `${name}이(가) 중간에 끊겼거나 손상되었습니다.`,
      '올바른 XML도 JSON도 아닙니다. 일부만 복사해 붙여 넣었을 때 이렇게 됩니다.',
      '설정을 다시 내보내거나 전체를 복사하세요.',
    ),
  'import-program-missing': ({ name }) =>
    words(
      `여기에는 ${name} 설정이 없습니다.`,
      '이 컴퓨터의 이 사용자가 쓰지 않거나, 설정을 다른 곳에 두고 있습니다.',
      '대신 파일을 선택하세요.',
    ),
  'settings-in-use': () =>
    words(
      'Culvert가 실행 중이며 설정을 사용하고 있습니다.',
      '그동안 다른 프로그램이 쓴 내용은 덮어쓰입니다.',
      'Culvert를 종료하고 다시 시도하거나 창의 가져오기를 사용하세요.',
    ),
  'settings-unusable': ({ name, why }) =>
    why === 'newer'
      ? words(
          `설정 파일 ${name}은(는) 더 새로운 Culvert가 저장했습니다.`,
          '이 버전은 그 내용을 알 수 없어 그대로 둡니다.',
          '더 새로운 버전을 사용하세요.',
        )
      : words(
          `설정 파일 ${name}이(가) 손상되었습니다.`,
          '명령줄은 이 파일을 바꾸지 않습니다.',
          'Culvert를 한 번 시작하세요. 손상된 파일을 따로 두고 마지막 정상 사본을 되살립니다.',
        ),
};
