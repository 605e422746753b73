import { join } from 'node:path'
import { EYES_RECIPE } from '../src/main/features/vision/sighting.ts'
import { missingEyes } from '../src/main/features/vision/visionModels.ts'
import { openProject } from '../src/main/store/openProject.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { visionFolder } from '../src/main/system/resources.ts'
import { makeReviewProject, POSTS } from './fixtures/reviewProject.ts'
import { writeSeeingPack } from './fixtures/seeingPack.ts'
import { ended } from './jobs.ts'
import { reviewing } from './reviewing.ts'
import type { Reviewing } from './reviewing.ts'
import type { Workbench } from './workbench.ts'
import { expect, test } from './workbench.ts'

/** Opens a project of the first two posts after something was done to its folder. */
async function start(workbench: Workbench, prepare: (folder: string) => unknown): Promise<Reviewing> {
  const folder = await makeReviewProject(workbench.files, POSTS.slice(0, 2))
  await prepare(folder)
  const client = await workbench.connect()
  await client.call('projects.open', { token: await workbench.pick(client, folder, 'project') })
  return reviewing(workbench, client)
}

test('what was found in a picture is drawn where it was found, and its caption is written in place', async ({
  workbench,
}) => {
  const { page, client, queue, press, showing, stored } = await start(workbench, (folder) => {
    const store = openProject(folder, { clock: systemClock })
    const hash = store.posts.after(0, 2)[1]?.picture?.hash ?? ''
    store.pictures.saveFindings(hash, EYES_RECIPE, {
      regions: [{ label: 'boat', score: 0.81, box: { left: 0.25, top: 0.5, width: 0.5, height: 0.25 } }],
      faces: 1,
      texts: [{ text: 'LISBOA', score: 0.9, box: { left: 0.4, top: 0.1, width: 0.2, height: 0.1 } }],
    })
    store.close()
  })
  const picture = page.getByRole('region', { name: 'Picture' })
  await expect(picture).toContainText('a basketball player dancing with a bird mascot given')
  await press('j')
  await showing('lisbon')
  await expect(picture).toContainText('boat .81; 1 clear face')
  await expect(picture).toContainText('a boat, a person; text: LISBOA written by the machine')

  await press('v')
  const box = picture.getByRole('listitem').filter({ hasText: 'boat' })
  /** The box in shares of the picture as it is drawn. */
  const place = async () => {
    const [outer, inner] = [await picture.getByRole('img').boundingBox(), await box.boundingBox()]
    if (outer === null || inner === null) return []
    const { x, y, width, height } = outer
    const shares = [(inner.x - x) / width, (inner.y - y) / height, inner.width / width, inner.height / height]
    return shares.map((share) => Math.round(share * 100) / 100)
  }
  const asFound = [0.25, 0.5, 0.5, 0.25]
  await expect.poll(place).toEqual(asFound)
  await press('g')
  await expect(picture.getByRole('button', { name: 'Show the whole picture' })).toBeVisible()
  await expect.poll(place).toEqual(asFound)
  await picture.getByRole('button', { name: 'Show the whole picture' }).click()
  await expect(picture.getByRole('button', { name: 'Zoom in' })).toBeVisible()
  await press('v')
  await expect(box).toHaveCount(0)

  await press('Shift+C')
  const field = page.getByRole('textbox', { name: 'Caption of the picture' })
  await expect(field).toHaveValue('a boat, a person; text: LISBOA')
  await field.fill('a ferry on the Tagus')
  await field.press('Enter')
  await expect(picture).toContainText('a ferry on the Tagus written here')
  expect(await stored('lisbon')).toMatchObject({ caption: 'a ferry on the Tagus', captionOrigin: 'person' })
  const { rows } = await client.call('posts.page', {
    filter: { text: 'tagus' },
    order: 'file',
    offset: 0,
    limit: 5,
  })
  expect(rows.map(({ externalId }) => externalId)).toEqual(['lisbon'])

  // Who leaves in the middle of a caption finds it again, also where somebody else has written one meanwhile.
  await press('Shift+C')
  await expect(field).toBeFocused()
  await queue.getByRole('option').first().click()
  await showing('phoenix')
  await queue.getByRole('option').nth(1).click()
  await showing('lisbon')
  await expect(field).not.toBeFocused()
  await press('Shift+C')
  await field.fill('a ferry at dusk')
  await queue.getByRole('option').first().click()
  await showing('phoenix')
  await expect(field).toHaveCount(0)
  await client.call('captions.save', {
    project: (await client.call('projects.current', {}))?.location ?? '',
    postId: rows[0]?.id ?? -1,
    expected: 'a ferry on the Tagus',
    caption: 'a yellow ferry',
  })
  await queue.getByRole('option').nth(1).click()
  await showing('lisbon')
  await expect(field).toHaveValue('a ferry at dusk')
  await expect(field).not.toBeFocused()
  await expect(picture).toContainText('Changed meanwhile: a yellow ferry')
  await press('Shift+C')
  await expect(field).toBeFocused()
  await field.press('Enter')
  await expect(picture).toContainText('a ferry at dusk written here')
  expect(await stored('lisbon')).toMatchObject({ caption: 'a ferry at dusk' })
})

test('evidence says what each input changes, and shows where in the picture the span looks', async ({
  workbench,
}) => {
  const missing = missingEyes(visionFolder())
  test.skip(missing !== null, missing ?? '')
  const { page, client, press } = await start(workbench, (folder) =>
    writeSeeingPack(join(folder, 'models', 'seeing')),
  )
  const seeing = (await client.call('models.list', {})).find(({ name }) => name === 'Seeing fixture')
  const predicted = await client.call('predict.start', {
    model: seeing?.id ?? '',
    device: 'cpu',
    which: 'all',
    limit: null,
  })
  expect(await ended(client, predicted)).toMatchObject({ state: 'done', result: { pictures: { shown: 2 } } })

  await press('e', 'Home', 'Shift+ArrowRight')
  const evidence = page.getByRole('region', { name: 'Evidence for Kevin Durant' })
  await expect(evidence).toContainText('Ahead of the next by')
  for (const name of [
    'Everything',
    'Without the picture',
    'Without the caption',
    'Looks',
    'Tied to',
    'Fusion',
  ])
    await expect(evidence.getByText(name, { exact: true })).toBeVisible()
  const patches = page.getByRole('region', { name: 'Picture' }).locator('svg rect')
  await expect(patches).toHaveCount(49)
  await press('Shift+V')
  await expect(patches).toHaveCount(0)
  await press('e')
  await expect(evidence).toHaveCount(0)
})
