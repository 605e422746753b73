import { basename, dirname, join, relative, sep } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect } from './workbench.ts'
import type { Workbench } from './workbench.ts'

/** Chooses a file or folder that exists in the field of this name, the way a person of this host does who uses no mouse. */
export async function chooseIn(workbench: Workbench, field: string, path: string): Promise<void> {
  const page = workbench.page()
  const group = page.getByRole('group', { name: field })
  await pressChoose(workbench, group, path)
  if (workbench.browses) {
    for (const folder of foldersTo(workbench.files, dirname(path)))
      await group.getByRole('button', { name: `${folder}/` }).press('Enter')
    const entry = new RegExp(`^(✓ *)?${escaped(basename(path))}[/ ]?`, 'u')
    await group.getByRole('button', { name: entry }).press('Enter')
    await closeBrowser(page, field)
  }
}

/** Says where something new goes: its whole path in a dialog, only the folder where one looks through files. */
export function placeIn(workbench: Workbench, field: string, path: string): Promise<void> {
  return answerWithFolder(workbench, field, path, dirname(path))
}

/** Chooses a folder that exists in the field of this name. */
export function chooseFolderIn(workbench: Workbench, field: string, folder: string): Promise<void> {
  return answerWithFolder(workbench, field, folder, folder)
}

async function answerWithFolder(
  workbench: Workbench,
  field: string,
  answer: string,
  browsed: string,
): Promise<void> {
  const group = workbench.page().getByRole('group', { name: field })
  await pressChoose(workbench, group, answer)
  if (workbench.browses) {
    for (const folder of foldersTo(workbench.files, browsed))
      await group.getByRole('button', { name: `${folder}/` }).press('Enter')
    await group.getByRole('button', { name: 'Use this folder' }).press('Enter')
  }
}

/** Opens the dialog or the list of files; what a dialog gave is with the page before anything else is pressed. */
async function pressChoose(workbench: Workbench, group: Locator, path: string): Promise<void> {
  const button = group.getByRole('button', { name: /^(Choose|Change)…$/u })
  await workbench.answerDialog(path, () => button.press('Enter'))
  await expect(button).toHaveAttribute('aria-busy', 'false')
}

/** A list of files that takes several stays open until it is told that this was all. */
async function closeBrowser(page: Page, field: string): Promise<void> {
  const done = page.getByRole('group', { name: field }).getByRole('button', { name: 'Done' })
  if (await done.isVisible()) await done.press('Enter')
}

function foldersTo(root: string, folder: string): readonly string[] {
  return relative(root, join(folder)).split(sep).filter(Boolean)
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
}
