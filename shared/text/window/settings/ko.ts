import type { enSettings } from './en';

/** The window's words about the settings, in Korean. */
export const koSettings: typeof enSettings = {
  title: '설정',
  appearance: '모양',
  theme: '테마',
  themes: { system: '시스템 설정에 따름', light: '밝게', dark: '어둡게' },
  language: '언어',
  systemLanguage: (name) => `시스템 설정에 따름(${name})`,
  secrets: '암호 문구와 비밀번호',
  secretsKept: '기억하기로 고른 것은 시스템 키 저장소에 둡니다. Culvert의 파일에는 두지 않습니다.',
  secretsOff: 'Culvert를 종료할 때까지 메모리에만 둡니다. 기억하기를 쓸 수 없는 이유:',
  secretsWhy: {
    'no-key-store': '이 데스크톱에는 비밀을 지켜 줄 키 저장소가 없습니다.',
    locked: '시스템 키 저장소가 잠겨 있습니다. 잠금을 풀고 Culvert를 다시 시작하세요.',
    unknown: '시스템 키 저장소가 응답하지 않았습니다.',
  },
  about: '정보',
  version: 'Culvert',
  electron: 'Electron',
  platform: '시스템',
  quarantined: (file) =>
    `설정 파일이 손상되어 ${file} 이름으로 따로 보관했습니다. 온전한 최신 사본이 있으면 그것을 사용합니다.`,
};
