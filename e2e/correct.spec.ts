import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { reviewing, startReview } from './reviewing.ts'
import { expect, test } from './workbench.ts'

const types = (spans: readonly { start: number; end: number; type: string }[] | null): string[] =>
  (spans ?? []).map(({ start, end, type }) => `${String(start)}-${String(end)} ${type}`)

test('an edit is saved at once; accepting makes the draft gold', async ({ workbench }) => {
  const { press, stored, spans } = await startReview(workbench)
  await press('Tab', 'Tab', '3')
  const edited = await stored('phoenix')
  expect(types(edited.state.spans)).toEqual(['0-2 PER', '4-5 ORG', '9-11 LOC'])
  expect(edited.state.status).toBe('unreviewed')
  expect(await spans()).toEqual([
    'Person: Kevin Durant, predicted, score .97',
    'Organisation: Phoenix, confirmed',
    'Location: Oracle Arena, predicted, score .91',
  ])
  await press('Space')
  const accepted = await stored('phoenix')
  expect(accepted.state.status).toBe('reviewed')
  expect((await spans()).every((name) => name.endsWith('confirmed'))).toBe(true)
})

test('spans are made, moved and removed, and a neighbour gives way', async ({ workbench }) => {
  const { press, stored } = await startReview(workbench)
  await press('End', '4')
  await press('Home', 'Tab', '}', ']')
  await press('Tab', 'x')
  expect(types((await stored('phoenix')).state.spans)).toEqual(['1-3 PER', '9-11 LOC', '13-14 MISC'])
})

test('a span is split, merged again, and only what the model is sure of is taken, by a key each', async ({
  workbench,
}) => {
  const { press, stored } = await startReview(workbench)
  await press('ArrowRight', 's')
  expect(types((await stored('phoenix')).state.spans)).toEqual(['0-1 PER', '1-2 PER', '4-5 MISC', '9-11 LOC'])
  await press('Home', 'Shift+S')
  expect(types((await stored('phoenix')).state.spans)).toEqual(['0-2 PER', '4-5 MISC', '9-11 LOC'])
  await press('u', 'u', 'Shift+Enter')
  const { state } = await stored('phoenix')
  expect(types(state.spans)).toEqual(['0-2 PER', '9-11 LOC'])
})

test('the mouse does what the keys do', async ({ workbench }) => {
  const { page, post, stored } = await startReview(workbench)
  const token = (index: number) => post.getByRole('option').nth(index)
  await token(12).hover()
  await page.mouse.down()
  await token(13).hover()
  await page.mouse.up()
  await page.getByRole('button', { name: 'ORG', exact: true }).click()
  // The next key is for the post, not for the button again.
  await expect(post).toBeFocused()
  await token(4).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  expect(types((await stored('phoenix')).state.spans)).toEqual(['0-2 PER', '9-11 LOC', '12-14 ORG'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(post).toBeFocused()
  expect(types((await stored('phoenix')).state.spans)).toEqual([
    '0-2 PER',
    '4-5 MISC',
    '9-11 LOC',
    '12-14 ORG',
  ])
})

test('a suggestion that differs from gold is taken with one key', async ({ workbench }) => {
  const { page, press, showing, spans, stored } = await startReview(workbench)
  await press('j', 'j')
  await showing('jaguar')
  expect(await spans()).toEqual([
    'Person: Ada Berg, confirmed',
    'Organisation: Jaguar, suggested by the model, score .61',
    'Location: New York, confirmed',
  ])
  const reads = page.getByRole('region', { name: 'The model reads otherwise' })
  await expect(reads).toContainText('New York Times')
  await press('t')
  expect(types((await stored('jaguar')).state.spans)).toEqual(['0-2 PER', '4-5 ORG', '7-9 LOC'])
  await press('t')
  expect(types((await stored('jaguar')).state.spans)).toEqual(['0-2 PER', '4-5 ORG', '7-10 ORG'])
  await expect(reads).toBeHidden()
})

test('undo and redo go back and forth over posts, each a correction of its own', async ({ workbench }) => {
  const { client, press, showing, stored } = await startReview(workbench)
  const before = (await stored('phoenix')).state
  await press('Tab', 'x', 'Enter')
  await showing('lisbon')
  await press('f', 'Enter')
  await showing('jaguar')
  await press('u', 'u')
  await showing('lisbon')
  await press('u', 'u')
  await showing('phoenix')
  const undone = await stored('phoenix')
  expect(undone.state).toEqual(before)
  expect((await stored('lisbon')).state).toMatchObject({ spans: null, flagged: false, status: 'unreviewed' })
  const history = await client.call('corrections.history', { postId: undone.id })
  expect(history.map(({ undoes }) => undoes !== null)).toEqual([false, false, true, true])
  await press('Shift+u', 'Control+Shift+z', 'Control+y', 'Shift+u')
  await showing('lisbon')
  expect((await stored('lisbon')).state).toMatchObject({ flagged: true, status: 'reviewed' })
  expect(types((await stored('phoenix')).state.spans)).toEqual(['4-5 MISC', '9-11 LOC'])
})

test('flags and comments belong to the post', async ({ workbench }) => {
  const { page, press, queue, stored } = await startReview(workbench)
  await press('f', 'c')
  await page.keyboard.type('Is Phoenix the mascot?')
  await press('Control+Enter')
  await expect(page.getByText('Is Phoenix the mascot?')).toBeVisible()
  await expect(queue.getByRole('option').first()).toContainText('flagged')
  expect((await stored('phoenix')).state).toMatchObject({ flagged: true, comment: 'Is Phoenix the mascot?' })

  // A reason of the project is one digit, and a queue of its own.
  await press('c', '3', 'Enter')
  await expect(page.getByText('Two readings')).toBeVisible()
  expect((await stored('phoenix')).state).toMatchObject({ reason: 'Two readings' })
  await press('h')
  await expect(page.getByRole('list', { name: 'Versions, newest first' })).toContainText('Two readings')
  await press('Escape', 'Shift+F')
  await page.getByRole('combobox', { name: 'Comment' }).selectOption('Two readings')
  await expect(queue.getByRole('option')).toHaveCount(1)
})

test('a span lies inside another where the project lets it, and its export says what tags cannot hold', async ({
  workbench,
}) => {
  const { page, press, client, showing, spans, stored } = await startReview(workbench)
  await press('j', 'j')
  await showing('jaguar')
  await press('Shift+R')
  const rules = page.getByRole('dialog', { name: 'Rules of the project' })
  await rules.getByRole('checkbox', { name: 'Spans may lie inside others' }).check()
  await rules.getByRole('button', { name: 'Use these' }).click()
  await expect(rules).toBeHidden()

  // New York Times as an organisation, and York alone inside it.
  await press('Tab', 'Tab', 'Tab', '}', '3')
  await press('i', 'ArrowRight', 'i', '2')
  expect((await spans()).slice(-2)).toEqual([
    'Organisation: New York Times, predicted, score .88',
    'Location: York, confirmed',
  ])
  await press('[')
  const nested = ['0-2 PER', '7-10 ORG', '7-9 LOC']
  expect(types((await stored('jaguar')).state.spans)).toEqual(nested)
  await press('u', 'u')
  expect(types((await stored('jaguar')).state.spans)).toEqual(['0-2 PER', '7-10 ORG'])
  await press('Shift+u', 'Shift+u')
  expect(types((await stored('jaguar')).state.spans)).toEqual(nested)

  const options = { which: 'all', tags: 'gold', miscAsOther: false } as const
  expect((await client.call('export.plan', { ...options, format: 'imgid' })).refused).toEqual([
    {
      externalId: 'jaguar',
      reason: 'the spans ORG "New York Times" and LOC "New York" overlap, which BIO tags cannot hold',
    },
  ])
  expect(await client.call('export.plan', { ...options, format: 'doccano' })).toMatchObject({
    refused: [],
    spans: 3,
  })
})

test('a part of a word is split off, labelled and joined back with the keyboard, and only offsets can export it', async ({
  workbench,
}) => {
  const { page, press, client, showing, spans, stored } = await startReview(workbench)
  await press('j', 'j', 'j', 'j')
  await showing('markup')
  await press('End', 'ArrowLeft', 'b')
  const caret = page.getByRole('slider', { name: 'Where to split "quoted"' })
  await expect(caret).toBeFocused()
  await expect(caret).toHaveAttribute('aria-valuetext', '" | quoted"')
  await expectAccessible(page)
  await press('ArrowRight', 'ArrowRight', 'ArrowLeft')
  await expect(caret).toHaveAttribute('aria-valuetext', '"q | uoted"')
  await press('Home', 'Enter', 'b', 'Enter', '4')
  expect(await spans()).toContain('Miscellaneous: quoted, confirmed')
  const cuts = [
    { token: 5, at: 1 },
    { token: 5, at: 7 },
  ]
  const split = await stored('markup')
  expect(split.tokens.slice(4)).toEqual(['&', '"', 'quoted', '"', 'Oslo'])
  expect(split.state.cuts).toEqual(cuts)
  expect(split.predicted).toMatchObject([{ start: 4, end: 5 }])

  const options = { which: 'all', tags: 'gold', miscAsOther: false } as const
  expect((await client.call('export.plan', { ...options, format: 'imgid' })).refused).toEqual([
    {
      externalId: 'markup',
      reason:
        'the spans MISC "quoted" of ""quoted"" are parts of tokens, which tags of whole tokens cannot hold',
    },
  ])
  expect((await client.call('export.plan', { ...options, format: 'doccano' })).refused).toEqual([])

  await press('h')
  const versions = page.getByRole('list', { name: 'Versions, newest first' })
  await expect(versions).toContainText('split into " quoted "')
  await press('Escape', 'Shift+B')
  expect(await spans()).toContain('Miscellaneous: "quoted", confirmed')
  expect((await stored('markup')).state).not.toHaveProperty('cuts')
  await press('u', 'u', 'u', 'u')
  expect(await stored('markup')).toMatchObject({ tokens: { length: 7 }, state: { spans: null } })
})

test('edits made while the program is down are named, kept over a reload, and saved when it is back', async ({
  workbench,
  host,
}) => {
  test.skip(host !== 'web', 'In a desktop window the page ends with the program.')
  const { page, press } = await startReview(workbench)
  await press('Tab', 'x')
  await expect(page.getByRole('banner').getByText('All saved')).toBeVisible()
  await workbench.crash()
  await press('Tab', '1', 'f')
  await expect(page.getByRole('button', { name: '2 not saved' })).toBeVisible()
  await workbench.restart()
  const client = await workbench.connect()
  const open = await client.call('projects.current', {})
  if (open === null) {
    const path = `${workbench.files}/Review.vsgn`
    await client.call('projects.open', { token: await workbench.pick(client, path, 'project') })
  }
  const again = await reviewing(workbench, client)
  const { state } = await again.stored('phoenix')
  expect(state.flagged).toBe(true)
  expect(types(state.spans)).toEqual(['4-5 PER', '9-11 LOC'])
})

test('two people on one post: both versions are shown and one is chosen', async ({ workbench, host }) => {
  test.skip(host !== 'web', 'The bridge of the desktop cannot be held back from within the page.')
  const { page, client, press, stored } = await startReview(workbench)
  const before = await stored('phoenix')
  const others = {
    spans: [{ start: 4, end: 5, type: 'LOC' }],
    status: 'reviewed',
    flagged: false,
    comment: '',
  } as const
  // Both set out from the same revision: ours waits on its way until theirs is stored.
  const release = await holdMessages(page)
  await press('f')
  await client.call('corrections.save', {
    project: (await client.call('projects.current', {}))?.location ?? '',
    editId: crypto.randomUUID(),
    postId: before.id,
    expectedRevision: before.revision,
    after: others,
    undoes: null,
  })
  await release()
  const dialog = page.getByRole('dialog', { name: 'This post was changed elsewhere' })
  await expect(dialog.getByRole('region', { name: 'Yours' })).toContainText('flagged')
  await expect(dialog).toContainText('LOC Phoenix')
  await expectAccessible(page)
  // The browser itself closes a dialogue at the second Esc; a conflict has to be answered.
  for (let times = 0; times < 2; times++) await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(dialog).toBeHidden()
  expect((await stored('phoenix')).state).toMatchObject({ flagged: true, status: 'unreviewed' })
  const history = await client.call('corrections.history', { postId: before.id })
  expect(history.map(({ after }) => after.flagged)).toEqual([false, true])
})

/** Keeps back what the page sends until the returned function is called. */
async function holdMessages(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const held: (() => void)[] = []
    const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send') as PropertyDescriptor
    const send = own.value as (this: WebSocket, data: string) => void
    WebSocket.prototype.send = function (data) {
      held.push(() => send.call(this, data as string))
    }
    Object.assign(window, {
      releaseMessages: () => {
        Object.defineProperty(WebSocket.prototype, 'send', own)
        for (const go of held) go()
      },
    })
  })
  return () => page.evaluate(() => (window as unknown as { releaseMessages: () => void }).releaseMessages())
}
