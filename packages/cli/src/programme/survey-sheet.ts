import type { Attachment, StoredCommunity } from '@diku/engine/programme';
import type { AttachmentFolder } from '../store/attachments.ts';

/** Stores a survey. */
export function putSurvey(folder: AttachmentFolder, path: string, _community: StoredCommunity): Attachment {
  return folder.put(path, 'survey');
}
