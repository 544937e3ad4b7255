import type { BrowserText } from './en';

/** The window's words for opening pages in browsers, in Korean. */
export const koBrowser: BrowserText = {
  open: '열기',
  opening: '여는 중…',
  opened: (browser: string) => `전용 프로필의 ${browser}에서 열었습니다.`,
  title: '페이지 열기',
  where: '페이지를 열 브라우저',
  auto: (browser: string) => `처음 발견된 브라우저(${browser})`,
  none: '처음 발견된 브라우저(아직 없음)',
  own: (browser: string) => `${browser}, 전용 프로필`,
  default: 'FoxyProxy를 설정한 기본 브라우저',
  hint: '전용 프로필은 터널을 통해 연결되며, 평소 쓰는 브라우저의 프록시, 북마크, 로그인은 그대로 둡니다.',
  hintDefault:
    '브라우저가 직접 경로를 알아야 합니다. 먼저 터널의 FoxyProxy 내보내기 파일을 가져오세요.',
  stopped: '먼저 터널을 시작하세요',
  pac: '이 컴퓨터에서 프록시 스크립트 제공',
  pacHint:
    '스크립트(PAC) 주소를 받는 브라우저나 확장 프로그램용입니다. 프라이빗 DNS 이름은 연결된 터널로만 가며 터널을 우회하지 않습니다.',
  pacAddress: '스크립트 주소',
};
