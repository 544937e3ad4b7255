import { inCommand, stem } from './data';
import { type Dictionary, type KeyFileCode, words } from './words';

const chooseAgain = '请点击“编辑”，重新选择密钥文件。';
const newKey =
  '请用 ssh-keygen -t ed25519 生成新密钥，并将公钥那一行加入堡垒机的 ~/.ssh/authorized_keys';

/** Words for the failures of key files, in Simplified Chinese. */
export const simplifiedChineseKeys: Dictionary<KeyFileCode> = {
  'key-missing': ({ name }) =>
    words(
      `密钥文件 ${name} 已不在原来的位置。`,
      '文件被移动、改名或删除，或者所在的磁盘没有连接。',
      chooseAgain,
    ),
  'key-unreadable': ({ name, why }) =>
    words(
      `无法读取密钥文件 ${name}（${why}）。`,
      '文件属于其他用户、权限不足，或者正被其他程序锁定。',
      `请将文件改为自己所有并收紧权限：chmod 600 ${inCommand(name)}。在 Windows 上请检查“属性”中的“安全”选项卡。`,
    ),
  'key-is-directory': ({ name }) =>
    words(
      `${name} 是文件夹，不是密钥文件。`,
      '选中的是存放密钥的文件夹，而不是其中的密钥。',
      '请点击“编辑”，选择文件夹里的 .pem 或 .ppk 文件。',
    ),
  'key-not-a-file': ({ name }) =>
    words(
      `${name} 不是普通文件。`,
      '它是设备、管道或套接字；Culvert 只从普通文件读取密钥。',
      '请把密钥保存为文件，然后选择该文件。',
    ),
  'key-too-large': ({ name, bytes, limit }) =>
    words(
      `${name} 太大，不像是密钥：${bytes} 字节，上限为 ${limit} 字节。`,
      '私钥只有几千字节，这应该是别的文件。',
      '请点击“编辑”，选择密钥对的 .pem 或 .ppk 文件。',
    ),
  'key-empty': ({ name }) =>
    words(
      `密钥文件 ${name} 是空的。`,
      '下载或复制在写入内容之前就中断了。',
      '请从原处重新复制密钥，然后启动隧道。',
    ),
  'key-not-recognised': ({ name }) =>
    words(
      `${name} 不是 Culvert 能识别的私钥。`,
      '私钥以 -----BEGIN … PRIVATE KEY----- 或 PuTTY-User-Key-File 开头。',
      '请点击“编辑”，选择 EC2 密钥对的 .pem 文件或 PuTTYgen 的 .ppk 文件。',
    ),
  'key-corrupt': ({ name, format }) =>
    words(
      `密钥文件 ${name} 已损坏。`,
      `它看起来是密钥（${format}），但内容前后不一致，可能被编辑器、邮件程序或剪贴板改动过。`,
      '请重新取得原始文件，并以文件而不是文本的方式复制。',
    ),
  'key-truncated': ({ name, format }) =>
    words(
      `密钥文件 ${name} 缺少结尾部分。`,
      `文件开头是密钥（${format}），但中途断开，多半是下载没有完成或只复制了一部分。`,
      '请重新复制整个文件，直到最后一行为止。',
    ),
  'key-unsupported': ({ name, type }) =>
    words(
      `${name} 中的密钥类型 Culvert 无法使用：${type}。`,
      '支持 RSA、ECDSA（256、384、521）和 Ed25519 密钥；不支持 DSA、Ed448、安全密钥（sk-）以及第 1 版 PPK。',
      `旧版 PPK 请运行 puttygen ${inCommand(name)} -O private -o ${inCommand(`${stem(name)}-new.ppk`)} 转换；其他类型${newKey}。`,
    ),
  'key-is-public': ({ name }) =>
    words(
      `${name} 是公钥。`,
      '公钥是放在服务器上的那一半，登录需要与之配对的私钥。',
      '请选择私钥：通常是去掉 .pub 的同名文件，或旁边的 .pem 或 .ppk 文件。',
    ),
  'key-is-certificate': ({ name }) =>
    words(
      `${name} 是证书，不是私钥。`,
      '证书要与密钥配合使用，本身不含秘密；Culvert 目前还不能用证书登录。',
      '如果堡垒机允许单独用私钥登录，请选择签发该证书所对应的私钥。',
    ),
  'key-encoding': ({ name, encoding }) =>
    words(
      `密钥文件 ${name} 被保存成了 ${encoding.toUpperCase()} 文本。`,
      '密钥文件应为纯 ASCII。Windows PowerShell 的 > 重定向或记事本可能会存成这种编码。',
      `请在记事本中以 UTF-8 编码另存，或在 PowerShell 中运行：Get-Content ${inCommand(name)} | Set-Content -Encoding ascii ${inCommand(`${stem(name)}-ascii.pem`)}`,
    ),
  'passphrase-required': ({ name }) =>
    words(
      `密钥 ${name} 受密钥口令（passphrase）保护。`,
      '尚未提供密钥口令。',
      '请在提示时输入密钥口令。在命令行中，请将其放入环境变量，并用 --passphrase-env 指定变量名。',
    ),
  'passphrase-wrong': ({ name }) =>
    words(
      `密钥口令无法打开密钥 ${name}。`,
      '可能输入有误（大写锁定、输入法状态），或者它属于另一把密钥。它不是您的账户密码。',
      '请重试。遗忘的密钥口令无法找回，只能更换新的密钥对。',
    ),
};
