import type { Handlers } from '../../shared/api/contract.ts'
import type { PostPicture } from '../../shared/domain/post.ts'
import { uncut } from '../../shared/domain/recut.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { JobKind } from '../../shared/domain/job.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { shownRegions } from '../features/vision/shownRegions.ts'
import { ModelStopped } from '../jobs/modelClient.ts'
import { modelInput, noPictureReason } from '../predict/modelInput.ts'
import type { ProjectStore } from '../store/types.ts'
import type { CoreParts } from './coreParts.ts'
import { projectSights } from './projectSights.ts'
import { packOfRun } from './modelPacks.ts'

/** Why the model reads some tokens as it does. */
export function explainHandlers({ project, events, jobs, model, vision }: CoreParts) {
  /** What the loaded model is shown of a picture, or why it is shown nothing. */
  async function look(
    store: ProjectStore,
    picture: PostPicture | null,
  ): Promise<{ readonly sight: PictureSight | null; readonly noPicture: string | null }> {
    const unseen = noPictureReason(model.info, picture)
    if (unseen !== null) return { sight: null, noPicture: unseen }
    const seen = await projectSights(store, vision).of(picture)
    return { sight: seen?.sight ?? null, noPicture: seen?.reason ?? null }
  }

  return {
    'posts.explain': async ({ id, span }) => {
      const store = project.need()
      // The model reads the tokens of the file, whatever a person split.
      const { tokens, caption, picture } = uncut(store.posts.get(id))
      const { start, end } = span
      if (start >= end || end > tokens.length)
        throw new WorkbenchError(
          'invalid-input',
          `Tokens ${start} to ${end} were asked for of a post of ${tokens.length}. Ask for tokens that it has.`,
        )
      const run = store.predictions.current()
      const wanted = run?.sha256 ?? null
      if (model.info === null || (wanted !== null && model.info.sha256 !== wanted)) {
        const folder = await packOfRun(store.folder, run)
        // The process holds one model: loading another would take it from under the posts that are being read.
        if (jobs.list().some(({ kind, state }) => READERS.includes(kind) && ACTIVE.includes(state)))
          throw busy()
        await model.load(folder, 'auto').catch(asRefusal)
      }
      const { sight, noPicture } = await look(store, picture)
      if (sight !== null && picture?.findings === null)
        events.emit('store.changed', { topics: [], postIds: [id] })
      const explanation = await model.explain(modelInput(tokens, caption, sight), span).catch(asRefusal)
      if (wanted !== null && explanation.model.sha256 !== wanted) throw busy()
      return { ...explanation, regions: sight === null ? [] : shownRegions(sight.features), noPicture }
    },
  } satisfies Partial<Handlers>
}

function asRefusal(error: unknown): never {
  if (!(error instanceof ModelStopped)) throw error
  throw new WorkbenchError('model', `${error.message} Ask again: it is started anew.`)
}

const READERS: readonly JobKind[] = ['predict', 'control']
const ACTIVE = ['queued', 'running']

function busy(): WorkbenchError {
  return new WorkbenchError(
    'refused',
    'Another model is reading posts now. Ask again when it is through, or stop that job.',
  )
}
