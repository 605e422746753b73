/** Choices that make an export fit for one program. */
export interface ExportPreset {
  readonly name: string
  /** "for doccano" */
  readonly title: string
  readonly format: string
  readonly variant: string
  readonly spreadsheet?: boolean
}

export const EXPORT_PRESETS: readonly ExportPreset[] = [
  { name: 'doccano', title: 'for doccano', format: 'doccano', variant: 'jsonl' },
  { name: 'label-studio', title: 'for Label Studio', format: 'label-studio', variant: 'json' },
  { name: 'spacy-training', title: 'for spaCy training', format: 'spacy', variant: 'docbin' },
  { name: 'hugging-face', title: 'for Hugging Face', format: 'huggingface', variant: 'parquet' },
  { name: 'spreadsheet', title: 'for a spreadsheet', format: 'csv', variant: 'posts', spreadsheet: true },
]
