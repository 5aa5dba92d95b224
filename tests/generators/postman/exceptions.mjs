// Operations that cannot succeed with the examples of the document, with the reasons. They are not sent.
export const exceptions = {
  resetPassword: "requires the token from a mail",
  refreshTokens: "requires the refresh token of a sign-in, which is valid for one use",
  changePassword: "requires the administrator's password, which is generated at the first start",
  getAuditEvent: "requires the id of an event that this server has recorded, and a demonstration records none by itself",
  headAuditEvent: "as getAuditEvent",
  replaceMe: "the example is Grace's profile, and the administrator cannot have her username",
  deleteAuthor: "requires an author without books, and other examples create books for the author of the example",
};
