import type { enPrompts } from './en';

/** The window's words about questions to a person, in Korean. */
export const koPrompts: typeof enPrompts = {
  for: (tunnel) => `터널 “${tunnel}”`,
  waiting: (count) => `대기 중인 질문 ${count}개 더 있음`,
  cancel: '취소',
  hostKeyTitle: '이 서버가 맞나요?',
  hostKeyText:
    'Culvert가 처음 만나는 서버입니다. 지문이 배스천이 보여 주는 것과 같을 때만 신뢰하세요.',
  server: '서버',
  keyType: '키 종류',
  fingerprint: '지문',
  keptAs: '기억할 이름',
  checkTitle: '확인하는 방법',
  checkConsole: 'EC2 콘솔에서 인스턴스의 시스템 로그를 여세요. 첫 부팅 때 지문이 적힙니다.',
  checkBastion: '또는 이미 신뢰하는 연결로 배스천에서 이렇게 실행하세요.',
  trust: '신뢰하고 연결',
  passphraseTitle: '암호 문구가 필요합니다',
  passphraseText: (key) => `암호화된 키 파일입니다: ${key}`,
  passphraseWrong: '이 암호 문구로는 키가 열리지 않습니다.',
  passwordTitle: '비밀번호가 필요합니다',
  passwordText: (user, host) => `${user} 사용자로 ${host}에 로그인합니다.`,
  passwordWrong: '서버가 이 비밀번호를 받지 않았습니다.',
  continue: '계속',
  interactiveTitle: '서버가 추가 정보를 요청합니다',
  interactiveText: '아래 문구는 서버에서 보낸 것입니다.',
};
