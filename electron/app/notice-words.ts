import type { Language } from '../../shared/model/language';
import { desktopText } from '../../shared/text/desktop/index';
import { failureLine } from '../../shared/text/failures';
import type { TunnelNotice } from './notice-rules';

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

/** A notification in words; a failure in it has the same words as in the window and the log. */
export function noticeWords(notice: TunnelNotice, name: string, language: Language): NoticeWords {
  const words = desktopText(language).tunnelNotices;
  switch (notice.kind) {
    case 'attention':
      return { title: words.attention(name), body: failureLine(notice.cause, language) };
    case 'lost':
      return { title: words.lost(name), body: failureLine(notice.cause, language) };
    case 'back':
      return { title: words.back(name), body: words.backBody };
    case 'page': {
      const { page, others, cause } = notice;
      const title = others === 0 ? words.page(name, page) : words.pages(name, others + 1);
      return { title, body: failureLine(cause, language) };
    }
    default:
      return notice satisfies never;
  }
}
