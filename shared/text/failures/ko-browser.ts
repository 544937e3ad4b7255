import { presignedNames } from '../../emr/presigned-page';
import { browserNames } from '../../model/browser-names';
import { type BrowserCode, type Dictionary, words } from './words';

/** Words for the failures of opening pages, in Korean. */
export const koreanBrowser: Dictionary<BrowserCode> = {
  'browser-missing': ({ browser }) =>
    browser === null
      ? words(
          'Culvert가 실행할 수 있는 브라우저를 찾지 못했습니다.',
          'Chrome, Edge, Brave, Chromium, Firefox가 설치되어 있지 않거나 일반적인 위치에 없습니다.',
          '그중 하나를 설치하거나, 설정에서 기본 브라우저를 선택하고 FoxyProxy를 설정하세요.',
        )
      : words(
          `${browserNames[browser]}을(를) 찾지 못했습니다.`,
          '제거되었거나 일반적인 설치 위치에 없습니다.',
          '설정에서 다른 브라우저를 선택하거나 다시 설치하세요.',
        ),
  'browser-not-started': ({ browser, why }) =>
    words(
      `${browserNames[browser]}을(를) 실행하지 못했습니다(${why}).`,
      '프로그램이 손상되었거나 실행 권한이 없거나, 화면이 없거나, 프로필을 다른 곳에서 사용 중입니다.',
      '직접 한 번 실행해 어떤 메시지가 나오는지 확인하거나, 설정에서 다른 브라우저를 선택하세요.',
    ),
  'presigned-not-ready': ({ kind }) =>
    words(
      `EMR이 ${presignedNames[kind]} 페이지를 제시간에 준비하지 못했습니다.`,
      'EMR은 요청이 있을 때 페이지를 준비하며, 클러스터가 바쁘거나 아직 시작 중일 수 있습니다.',
      '1분 뒤에 다시 시도하세요.',
    ),
};
