/** `Achievement.achievementType`. @see https://www.imsglobal.org/spec/ob/v3p0/#achievementtype-enumeration */
export const ACHIEVEMENT_TYPES = words(
  'Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge',
  'BachelorDegree Certificate CertificateOfCompletion Certification CommunityService Competency',
  'Course CoCurricular Degree Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment',
  'JourneymanCertificate LearningProgram License Membership ProfessionalDoctorate',
  'QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ResearchDoctorate',
  'SecondarySchoolDiploma',
)

/** `Alignment.targetType`. @see https://www.imsglobal.org/spec/ob/v3p0/#alignmenttargettype-enumeration */
export const TARGET_TYPES = words(
  'ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel',
  'CTDL',
)

/** `IdentityObject.identityType` and `IdentifierEntry.identifierType`. @see https://www.imsglobal.org/spec/ob/v3p0/#identifiertypeenum-enumeration */
export const IDENTIFIER_TYPES = words(
  'name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn',
  'issn lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId',
  'ltiPlatformId ltiUserId identifier',
)

/** `ResultDescription.resultType`. @see https://www.imsglobal.org/spec/ob/v3p0/#resulttype-enumeration */
export const RESULT_TYPES = words(
  'GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result',
  'RubricCriterion RubricCriterionLevel RubricScore ScaledScore Status',
)

/** `Result.status`. @see https://www.imsglobal.org/spec/ob/v3p0/#resultstatustype-enumeration */
export const RESULT_STATUSES = words(
  'Completed Enrolled Failed InProgress OnHold Provisional Withdrew',
)

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '))
}
