import { basename } from 'node:path'
import type { CancelSignal, Result } from '../../../shared/api/contract.ts'
import type { ProjectStore } from '../../store/types.ts'
import { writePosts } from './trainingFolders.ts'
import type { ChosenPost } from './trainingPosts.ts'
import { chosenPosts, isHeldOut } from './trainingPosts.ts'

/** Writes the reviewed posts to a file of their own, each with the name of its picture's file in the project. */
export async function savePosts(
  store: Pick<ProjectStore, 'posts' | 'pictures'>,
  file: string,
  signal?: CancelSignal,
): Promise<Result<'training.save'>> {
  const counts = { posts: 0, heldOut: 0, pictures: 0 }
  async function* counted(): AsyncGenerator<ChosenPost> {
    for await (const post of chosenPosts(store, () => 'train', { signal, which: 'reviewed' })) {
      const { externalId, image } = post.line
      const picture = image === null ? null : store.pictures.get(image)
      counts.posts++
      if (isHeldOut(externalId)) counts.heldOut++
      if (picture !== null) counts.pictures++
      const name = picture === null ? null : basename(store.pictures.path(picture))
      yield { ...post, line: { ...post.line, image: name } }
    }
  }
  await writePosts(file, counted())
  return counts
}
