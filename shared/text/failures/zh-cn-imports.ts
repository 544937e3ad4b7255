import type { FailureOf } from '../../model/failure';
import { type Dictionary, type ImportCode, words } from './words';

const whys: Readonly<Record<FailureOf<'import-unreadable'>['why'], readonly [string, string]>> = {
  missing: ['没有这个名字的文件。', '请检查名称，或重新选择文件。'],
  'not-a-file': ['它是设备、管道，或没有设置的文件夹。', '请选择另一个程序写出的文件。'],
  'too-large': ['它远大于任何设置文件。', '请确认它是另一个程序导出的设置文件。'],
  unreadable: ['文件属于其他用户，或被其他程序锁定。', '请复制到自己的文件夹，再导入副本。'],
  'not-text': ['它不是文本文件，或编码无法辨认。', '请在另一个程序中重新导出设置。'],
  'private-key': [
    '它是私钥。密钥不会被导入，隧道只记录密钥文件的位置。',
    '请新建隧道，并在那里选择密钥。',
  ],
};

/** Words for the failures of imports, in Simplified Chinese. */
export const simplifiedChineseImports: Dictionary<ImportCode> = {
  'import-unreadable': ({ name, why }) => words(`无法导入 ${name}。`, ...whys[why]),
  'import-not-recognised': ({ name }) =>
    words(
      `${name} 中没有 Culvert 认识的设置。`,
      '它不是 ssh_config、MobaXterm 导出文件、PuTTY 会话或 FoxyProxy 设置，或者缺少隧道部分。',
      '请选择其他文件。在命令行中，可用 --from 指明文件来自哪个程序。',
    ),
  'import-malformed': ({ name }) =>
    words(
      `${name} 不完整或已损坏。`,
      '它既不是格式正确的 XML，也不是 JSON，例如只复制粘贴了一部分。',
      '请重新导出设置，或复制全部文本。',
    ),
  'import-program-missing': ({ name }) =>
    words(
      `这里没有 ${name} 的设置。`,
      '这台电脑的当前用户没有使用它，或设置保存在别处。',
      '请改为选择文件。',
    ),
  'settings-in-use': () =>
    words(
      'Culvert 正在运行，并占用着它的设置。',
      '其他程序此时写入的内容会被覆盖。',
      '请退出 Culvert 后重试，或使用窗口中的“导入”。',
    ),
  'settings-unusable': ({ name, why }) =>
    why === 'newer'
      ? words(
          `设置文件 ${name} 由更新版本的 Culvert 写入。`,
          '当前版本无法读懂其内容，因此不作改动。',
          '请使用更新的版本。',
        )
      : words(
          `设置文件 ${name} 已损坏。`,
          '命令行不会改动它。',
          '请启动一次 Culvert：它会把损坏的文件移开，并恢复最近一份完好的副本。',
        ),
};
