import { type AppCode, type Dictionary, words } from './words';
import { simplifiedChineseBrowser } from './zh-cn-browser';
import { simplifiedChineseImports } from './zh-cn-imports';

/** Words for the failures of Culvert itself and of other programs here, in simplified Chinese. */
export const simplifiedChineseApp: Dictionary<AppCode> = {
  ...simplifiedChineseBrowser,
  ...simplifiedChineseImports,
  'profile-missing': ({ name }) =>
    words(
      `没有名为 ${name} 的隧道。`,
      '它被改名或删除，或者名称拼写有误。',
      '请在隧道列表中核对名称。',
    ),
  'engine-crashed': () =>
    words(
      'Culvert 中承载隧道的引擎意外停止。',
      '这是 Culvert 的缺陷，引擎正在重新启动。',
      '之前已连接的隧道会自动恢复。如果再次发生，请附上日志反馈给我们。',
    ),
  'engine-down': () =>
    words(
      'Culvert 中承载隧道的引擎在一分钟内停止了三次。',
      '这是 Culvert 的缺陷。为避免反复失败，引擎现在保持停止。',
      '请点击“启动”，或再做一次刚才的操作，引擎会再次启动。如果再次发生，请附上日志反馈给我们。',
    ),
  'flows-crashed': () =>
    words(
      'Culvert 中读取流日志的进程意外停止。',
      '它可能因占用内存过多而被系统终止。隧道不受影响。',
      '请读取更少的文件或更短的时间段，或改用 Athena 查询。如果再次发生，请附上日志反馈给我们。',
    ),
  'flows-no-room': ({ of }) =>
    words(
      of === 'disk'
        ? '没有空间读取这些流日志：临时文件夹所在的磁盘已满。'
        : '这些流日志的内容超出了 Culvert 为其使用的内存。',
      '只答一半会造成误解，因此没有给出结果。日志文件没有改动。',
      of === 'disk'
        ? '请在该磁盘上清出空间，或用 TMPDIR（Windows 为 TEMP）指定其他文件夹；也可以读取更短的时间段，或改用 Athena 查询。'
        : '请读取更少的文件或更短的时间段，或改用 Athena 查询。',
    ),
  'file-unwritable': ({ name, why }) =>
    words(
      `无法保存“${name}”（${why}）。`,
      why === 'ENOSPC'
        ? '磁盘已满。原有的文件没有改动。'
        : why === 'EBUSY'
          ? '另一个程序正打开着该文件。原有的文件没有改动。'
          : '系统不允许写入该位置。原有的文件没有改动。',
      why === 'ENOSPC'
        ? '请清出空间，或保存到其他磁盘。'
        : why === 'EBUSY'
          ? '请在该程序（例如 Excel）中关闭它后重新保存，或另存为其他名称。'
          : '请选择您有写入权限的文件夹。',
    ),
  cancelled: () =>
    words('操作已取消。', '它在完成之前被中止，没有改动任何内容。', '需要时请重新开始。'),
  internal: ({ detail }) =>
    words(
      `Culvert 内部出错：${detail}`,
      '这是 Culvert 的缺陷，与您的设置无关。',
      '请重新启动隧道。如果反复出现，请附上日志反馈给我们。',
    ),
};
