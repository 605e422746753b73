import { captionLine } from '../../shared/domain/pictureFindings.ts'
import type { PostPicture } from '../../shared/domain/post.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import type { ModelInfo, ModelInput } from '../jobs/modelProtocol.ts'

/** Why a model does not look at the picture of a post, for people; null: it looks at it. */
export function noPictureReason(info: ModelInfo | null, picture: PostPicture | null): string | null {
  if (info?.inputs.picture !== true) return 'This model reads no pictures.'
  if (!readsThesePictures(info)) return 'This model learned with other detectors than this program has.'
  if (picture === null) return 'The post has none.'
  return picture.state === 'ok' ? null : `The picture is ${picture.state}.`
}

/** What a model reads of a post; where a picture was looked at, its caption says what is printed or was found there. */
export function modelInput(
  tokens: readonly string[],
  caption: string | null,
  sight: PictureSight | null,
): ModelInput {
  return sight === null
    ? { tokens, caption }
    : { tokens, caption: captionLine(caption, sight.findings), picture: sight.features }
}
