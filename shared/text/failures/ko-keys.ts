import { inCommand, stem } from './data';
import { type Dictionary, type KeyFileCode, words } from './words';

const chooseAgain = '편집을 눌러 키 파일을 다시 선택하세요.';
const newKey =
  'ssh-keygen -t ed25519로 새 키를 만들고 공개 키 한 줄을 배스천의 ~/.ssh/authorized_keys에 추가하세요';

/** Words for the failures of key files, in Korean. */
export const koreanKeys: Dictionary<KeyFileCode> = {
  'key-missing': ({ name }) =>
    words(
      `키 파일 ${name}이(가) 원래 위치에 없습니다.`,
      '파일이 옮겨졌거나 이름이 바뀌었거나 삭제되었거나, 파일이 있던 드라이브가 연결되어 있지 않습니다.',
      chooseAgain,
    ),
  'key-unreadable': ({ name, why }) =>
    words(
      `키 파일 ${name}을(를) 읽을 수 없습니다(${why}).`,
      '다른 사용자의 파일이거나, 권한이 없거나, 다른 프로그램이 잠그고 있습니다.',
      `소유자를 본인으로 바꾸고 권한을 좁히세요: chmod 600 ${inCommand(name)}. Windows에서는 속성의 보안 탭을 확인하세요.`,
    ),
  'key-is-directory': ({ name }) =>
    words(
      `${name}은(는) 키 파일이 아니라 폴더입니다.`,
      '키가 아니라 키가 들어 있는 폴더를 선택했습니다.',
      '편집을 눌러 폴더 안의 .pem 또는 .ppk 파일을 선택하세요.',
    ),
  'key-not-a-file': ({ name }) =>
    words(
      `${name}은(는) 일반 파일이 아닙니다.`,
      '장치, 파이프 또는 소켓입니다. Culvert는 일반 파일에 담긴 키만 읽습니다.',
      '키를 파일로 저장한 다음 그 파일을 선택하세요.',
    ),
  'key-too-large': ({ name, bytes, limit }) =>
    words(
      `${name}은(는) 키라고 보기에는 너무 큽니다: ${bytes}바이트(한도 ${limit}바이트).`,
      '개인 키는 수천 바이트에 불과합니다. 다른 파일을 선택한 것 같습니다.',
      '편집을 눌러 키 페어의 .pem 또는 .ppk 파일을 선택하세요.',
    ),
  'key-empty': ({ name }) =>
    words(
      `키 파일 ${name}이(가) 비어 있습니다.`,
      '내려받기나 복사가 내용을 쓰기 전에 중단되었습니다.',
      '원본에서 키를 다시 복사한 뒤 터널을 시작하세요.',
    ),
  'key-not-recognised': ({ name }) =>
    words(
      `${name}은(는) Culvert가 아는 개인 키 형식이 아닙니다.`,
      '개인 키는 -----BEGIN … PRIVATE KEY----- 또는 PuTTY-User-Key-File로 시작합니다.',
      '편집을 눌러 EC2 키 페어의 .pem 파일이나 PuTTYgen의 .ppk 파일을 선택하세요.',
    ),
  'key-corrupt': ({ name, format }) =>
    words(
      `키 파일 ${name}이(가) 손상되었습니다.`,
      `키(${format})처럼 보이지만 내용이 서로 맞지 않습니다. 편집기, 메일 프로그램, 클립보드가 내용을 바꾸었을 수 있습니다.`,
      '원본을 다시 받아 텍스트가 아니라 파일째로 복사하세요.',
    ),
  'key-truncated': ({ name, format }) =>
    words(
      `키 파일 ${name}의 끝부분이 없습니다.`,
      `키(${format})로 시작하지만 중간에서 끊겼습니다. 내려받기가 끝나지 않았거나 일부만 복사한 경우입니다.`,
      '마지막 줄까지 포함해 파일 전체를 다시 복사하세요.',
    ),
  'key-unsupported': ({ name, type }) =>
    words(
      `${name}은(는) Culvert가 쓸 수 없는 종류의 키입니다: ${type}.`,
      'RSA, ECDSA(256, 384, 521), Ed25519 키를 쓸 수 있습니다. DSA, Ed448, 보안 키(sk-), PPK 버전 1은 지원하지 않습니다.',
      `오래된 PPK라면 puttygen ${inCommand(name)} -O private -o ${inCommand(`${stem(name)}-new.ppk`)} 명령으로 변환하고, 그 밖의 경우에는 ${newKey}.`,
    ),
  'key-is-public': ({ name }) =>
    words(
      `${name}은(는) 공개 키입니다.`,
      '공개 키는 서버에 두는 쪽입니다. 로그인에는 짝이 되는 개인 키가 필요합니다.',
      '개인 키를 선택하세요. 보통 .pub이 빠진 같은 이름의 파일이거나 옆에 있는 .pem 또는 .ppk 파일입니다.',
    ),
  'key-is-certificate': ({ name }) =>
    words(
      `${name}은(는) 개인 키가 아니라 인증서입니다.`,
      '인증서는 키와 함께 쓰는 것으로, 그 자체에는 비밀이 없습니다. Culvert는 아직 인증서로 로그인하지 못합니다.',
      '배스천이 개인 키만으로도 로그인을 허용한다면, 인증서를 발급받은 개인 키를 선택하세요.',
    ),
  'key-encoding': ({ name, encoding }) =>
    words(
      `키 파일 ${name}이(가) ${encoding.toUpperCase()} 텍스트로 저장되어 있습니다.`,
      '키 파일은 ASCII여야 합니다. Windows PowerShell의 > 리디렉션이나 메모장이 이 인코딩으로 저장할 수 있습니다.',
      `메모장에서 UTF-8로 다른 이름으로 저장하거나, PowerShell에서 실행하세요: Get-Content ${inCommand(name)} | Set-Content -Encoding ascii ${inCommand(`${stem(name)}-ascii.pem`)}`,
    ),
  'passphrase-required': ({ name }) =>
    words(
      `키 ${name}은(는) 암호 문구(passphrase)로 보호되어 있습니다.`,
      '아직 암호 문구가 입력되지 않았습니다.',
      '물어볼 때 암호 문구를 입력하세요. 명령줄에서는 환경 변수에 넣고 그 변수 이름을 --passphrase-env로 지정하세요.',
    ),
  'passphrase-wrong': ({ name }) =>
    words(
      `입력한 암호 문구로는 키 ${name}을(를) 열 수 없습니다.`,
      '오타(Caps Lock, 한/영 상태)이거나 다른 키의 암호 문구입니다. 계정 비밀번호와는 다릅니다.',
      '다시 입력해 보세요. 잊어버린 암호 문구는 복구할 수 없으므로 그때는 새 키 페어가 필요합니다.',
    ),
};
