/** Who awards the sample badges. */
export interface Organisation {
  slug: string
  name: string
  description: string
  email: string
}

/** One thing that can be achieved, with everything a badge may say of it. */
export interface SampleAchievement {
  slug: string
  organisation: Organisation
  name: string
  /** BCP 47. */
  language: string
  description: string
  /** Markdown. */
  criteria: string
  tags: string[]
  alignment: { targetName: string; targetFramework: string; targetCode: string }
  evidence: { name: string; narrative: string }
}

const organisation = (slug: string, name: string, description: string): Organisation => ({
  slug,
  name,
  description,
  email: `badges@${slug}.example`,
})

const KAURI = organisation(
  'kauri',
  'Kauri College of Agriculture',
  'Teaches growing, keeping and mending since 1911.',
)
const HARBOUR = organisation(
  'harbour',
  'Harbour School of Sailing',
  'Boats, weather and ropes for everyone.',
)
const BRIGID = organisation('brigid', 'St. Brigid Training', 'First aid of every kind.')
const NILE = organisation('nile', 'أكاديمية النيل الرقمية', 'دورات مفتوحة في البرمجة والتصميم.')
const NGAHERE = organisation('ngahere', 'Te Papa Ngahere', 'Looks after 40,000 hectares of forest.')
const WORKSAFE = organisation('worksafe', 'WorkSafe Assessors', 'Assesses people who use machines.')

/** What the sample issuers award, by slug. */
export const ACHIEVEMENTS = {
  bees: {
    slug: 'bees',
    organisation: KAURI,
    name: 'Bee Keeping, Level 2',
    language: 'en',
    description: 'Keeps two hives through a full year and verifies their health.',
    criteria:
      '**To earn this badge** a beekeeper has\n\n1. kept two hives for twelve months,\n2. found the queen in both, unaided,\n3. treated for varroa and written down the result.\n\nAn assessor visits twice.',
    tags: ['bees', 'agriculture', 'animal care'],
    alignment: {
      targetName: 'Manage honey bee colonies',
      targetFramework: 'Rural Skills Framework',
      targetCode: 'RSF-AP-204',
    },
    evidence: {
      name: 'Hive diary, two seasons',
      narrative: 'Fifty-two weekly entries with weights, photographs and treatments.',
    },
  },
  knots: {
    slug: 'knots',
    organisation: HARBOUR,
    name: 'Ropework and Knots',
    language: 'en',
    description: 'Ties twelve knots in the dark, splices, and says what each will hold.',
    criteria: 'Twelve knots **blindfold**, one eye splice, one long splice, all on the same day.',
    tags: ['sailing', 'ropework'],
    alignment: {
      targetName: 'Handle ropes and lines on deck',
      targetFramework: 'Coastal Crew Framework',
      targetCode: 'CCF-12',
    },
    evidence: { name: 'Splice under load', narrative: 'Held 400 kg for ten minutes.' },
  },
  care: {
    slug: 'care',
    organisation: BRIGID,
    name: 'Mental Health First Aider',
    language: 'en',
    description: 'Recognises a crisis, listens, and brings help.',
    criteria: '- two days of training\n- a conversation with an actor, watched by two assessors',
    tags: ['first aid', 'mental health', 'listening'],
    alignment: {
      targetName: 'Give first support in a mental health crisis',
      targetFramework: 'Care Competences',
      targetCode: 'CC-7.3',
    },
    evidence: { name: 'Assessed conversation', narrative: 'Forty minutes, passed at first try.' },
  },
  code: {
    slug: 'code',
    organisation: NILE,
    name: 'مقدمة في البرمجة',
    language: 'ar',
    description: 'يكتب برامج صغيرة ويختبرها ويشرحها لغيره.',
    criteria: 'أنجز المتعلم **خمسة مشاريع** صغيرة وقدّم واحدًا منها أمام الصف.',
    tags: ['برمجة', 'حاسوب'],
    alignment: {
      targetName: 'Programming fundamentals',
      targetFramework: 'Digital Skills Framework',
      targetCode: 'DSF-3.4',
    },
    evidence: { name: 'لعبة الثعبان', narrative: 'لعبة كاملة بثلاثمئة سطر.' },
  },
  tree: {
    slug: 'tree',
    organisation: NGAHERE,
    name: 'Community Forest Stewardship and Volunteer Coordination in Protected Landscapes, with Native Seedling Care (Advanced)',
    language: 'en',
    description: 'Leads volunteers in planting, weeding and counting over a whole season.',
    criteria: 'Led **ten** working days with at least eight volunteers each; nobody was hurt.',
    tags: ['forest', 'volunteering', 'leadership'],
    alignment: {
      targetName: 'Coordinate conservation volunteers',
      targetFramework: 'Landscape Care Framework',
      targetCode: 'LCF-31',
    },
    evidence: { name: 'Season report', narrative: '1,140 seedlings, 92 % alive after a year.' },
  },
  safety: {
    slug: 'safety',
    organisation: WORKSAFE,
    name: 'Chainsaw Safety',
    language: 'en',
    description: 'Maintains a chainsaw and fells small trees without danger to anyone.',
    criteria: 'Written test, maintenance test, and three trees felled under supervision.',
    tags: ['machines', 'safety', 'forest'],
    alignment: {
      targetName: 'Operate a chainsaw safely',
      targetFramework: 'Rural Skills Framework',
      targetCode: 'RSF-FO-110',
    },
    evidence: { name: 'Felling record', narrative: 'Three trees, signed by the supervisor.' },
  },
} as const satisfies Record<string, SampleAchievement>

export type AchievementSlug = keyof typeof ACHIEVEMENTS
