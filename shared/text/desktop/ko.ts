import type { DesktopText } from './en';

/** Every word outside the page in Korean. */
export const ko: DesktopText = {
  tray: {
    open: 'Culvert 열기',
    start: '시작',
    stop: '중지',
    quit: '종료',
    none: '아직 터널이 없습니다',
    summary: (connected, all) => `Culvert: ${all}개 중 ${connected}개 연결됨`,
  },
  menu: {
    file: '파일',
    settings: '설정…',
    close: '창 닫기',
    quit: 'Culvert 종료',
    edit: '편집',
    undo: '실행 취소',
    redo: '다시 실행',
    cut: '잘라내기',
    copy: '복사',
    paste: '붙여넣기',
    selectAll: '모두 선택',
    view: '보기',
    tunnels: '터널',
    log: '로그',
    actualSize: '실제 크기',
    larger: '크게',
    smaller: '작게',
    fullScreen: '전체 화면',
    developerTools: '개발자 도구',
    window: '창',
    minimize: '최소화',
  },
  dialogs: {
    chooseImport: '파일에서 터널 가져오기',
    permitCommand: '이 터널이 프로그램을 실행해도 될까요?',
    permitDetail:
      '터널이 연결될 때마다 Culvert가 이 컴퓨터에서 사용자 권한으로 실행합니다. 직접 적었거나 무엇을 하는지 아는 명령만 허용하세요.',
    permit: '허용',
    doNotPermit: '허용 안 함',
    chooseKey: '개인 키 선택',
    chooseFlowLogs: '흐름 로그 선택',
    keyFiles: '개인 키',
    allFiles: '모든 파일',
    exportFile: '터널 내보내기',
  },
  notices: {
    stillRunning: {
      title: 'Culvert가 계속 실행 중입니다',
      body: '창을 닫아도 터널은 유지됩니다. 창을 다시 보려면 Culvert를 다시 실행하거나 트레이 아이콘을 쓰세요. 종료하면 터널도 끝납니다.',
    },
    notSaved: {
      title: '변경 사항을 저장하지 못했습니다',
      body: (why) =>
        `Culvert는 지금 상태로 계속 동작하며 30초마다 다시 저장해 봅니다. 시스템 메시지: ${why}`,
    },
    savedAgain: {
      title: '변경 사항이 다시 저장됩니다',
      body: '그동안 바꾼 내용이 모두 디스크에 저장되었습니다.',
    },
  },
  tunnelNotices: {
    attention: (name) => `${name}: 확인 필요`,
    lost: (name) => `${name}: 연결 끊김`,
    back: (name) => `${name}: 다시 연결됨`,
    backBody: '요청이 다시 터널을 지납니다.',
    page: (name, page) => `${name}: ${page} 응답이 멈춤`,
    pages: (name, count) => `${name}: 페이지 ${count}개의 응답이 멈춤`,
  },
  refused: {
    title: 'Culvert를 시작할 수 없습니다',
    newer: (file) =>
      `${file} 파일은 더 새로운 버전의 Culvert가 만든 것입니다. 그 버전을 다시 설치하거나, 파일을 다른 곳으로 옮긴 뒤 시작하세요. 바뀐 것은 없습니다.`,
    unreadable: (file) =>
      `${file} 파일을 읽을 수 없습니다. 소유자와 권한을 확인하세요. 바뀐 것은 없습니다.`,
  },
};
