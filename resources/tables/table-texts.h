/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The texts of the data tables, for translators; never compiled.
 * Written by: python3 build-aux/table_texts.py */

/* Translators: lints R01, message. */
N_("Nothing to send")

/* Translators: lints R01, why. */
N_("An update without a known member would only touch the record.")

/* Translators: lints R01, fix. */
N_("Set at least a status")

/* Translators: lints R02, message. Words in braces stay as they are. */
N_("“{key}” is not a result field; did you mean “{guess}”?")

/* Translators: lints R02, why. */
N_("StackOne drops members that it does not know, without a word.")

/* Translators: lints R02, fix. Words in braces stay as they are. */
N_("Rename it to “{guess}”")

/* Translators: lints R02, message. Words in braces stay as they are. */
N_("“{key}” is not a result field")

/* Translators: lints R02, fix. */
N_("Remove it")

/* Translators: lints R02, message. */
N_("StackOne drops this member; the order is in the path")

/* Translators: lints R02, fix. */
N_("Leave it out")

/* Translators: lints R03, message. */
N_("No status: the card stays on Pending")

/* Translators: lints R03, why. */
N_("SmartRecruiters keeps what an update leaves out, and a new order is Pending.")

/* Translators: lints R03, fix. */
N_("Choose a status")

/* Translators: lints R04, message. */
N_("“pending” is in the guide but not in StackOne’s list; send “initiated” + source “pending”?")

/* Translators: lints R04, why. */
N_("The integration guide uses a value that StackOne’s API does not list.")

/* Translators: lints R04, fix. */
N_("Send “initiated” with the source value “pending”")

/* Translators: lints R05, message. Words in braces stay as they are. */
N_("“{v}” has no status on the card")

/* Translators: lints R05, why. */
N_("Only the values that StackOne documents lead to a status.")

/* Translators: lints R05, fix. */
N_("Choose one of the documented values")

/* Translators: lints R05, fix. Words in braces stay as they are. */
N_("Send “{guess}”")

/* Translators: lints R06, message. */
N_("Shown as Completed; “passed” itself is not visible")

/* Translators: lints R06, why. */
N_("SmartRecruiters has no flag for passed or failed.")

/* Translators: lints R06, fix. */
N_("Say it in the summary or by the score")

/* Translators: lints R07, message. */
N_("Recruiters will read “Rejected”")

/* Translators: lints R07, why. */
N_("The guide maps failed to Rejected, which reads as a decision about the candidate.")

/* Translators: lints R07, fix. */
N_("Send “completed” with a low score if the test was finished")

/* Translators: lints R08, message. */
N_("No own picture; assumed to show as Rejected")

/* Translators: lints R08, why. */
N_("SmartRecruiters has no status for a cancelled order.")

/* Translators: lints R08, fix. */
N_("Say in the summary that the order was cancelled")

/* Translators: lints R09, message. */
N_("This reopens a finished order")

/* Translators: lints R09, why. */
N_("A recruiter who saw a final status will be surprised.")

/* Translators: lints R09, fix. */
N_("Keep the final status, or tell the recruiter")

/* Translators: lints R10, message. Words in braces stay as they are. */
N_("Result was already final on {date}; a second one may be refused")

/* Translators: lints R10, why. */
N_("Another system refuses a second result; for SmartRecruiters nothing is documented.")

/* Translators: lints R10, fix. */
N_("Send it only if something has to be corrected")

/* Translators: lints R10, message. Words in braces stay as they are. */
N_("Result was already final on {date}; Preferences let no second one be sent")

/* Translators: lints R10, fix. */
N_("Change the setting if something has to be corrected")

/* Translators: lints R11, message. Words in braces stay as they are. */
N_("Identical to the update of {time}")

/* Translators: lints R11, why. */
N_("Nothing would change on the card.")

/* Translators: lints R11, fix. */
N_("There is no need to send it")

/* Translators: lints R12, message. Words in braces stay as they are. */
N_("Must be {expected}, not {found}")

/* Translators: lints R12, why. */
N_("StackOne documents another type for this member.")

/* Translators: lints R12, fix. */
N_("Change its type")

/* Translators: lints R13, message. Words in braces stay as they are. */
N_("{provider} requires this")

/* Translators: lints R13, why. */
N_("StackOne’s Connector Meta says so. Without it the result may be refused.")

/* Translators: lints R13, fix. */
N_("Fill it in")

/* Translators: lints R14, message. Words in braces stay as they are. */
N_("{provider} does not take this")

/* Translators: lints R14, why. */
N_("StackOne’s Connector Meta does not name it, so the recruiter will not see it.")

/* Translators: lints R15, message. Words in braces stay as they are. */
N_("{provider} does not say what becomes of “{v}”")

/* Translators: lints R15, why. */
N_("StackOne’s Connector Meta lists the statuses, and this is not one of them. What the card shows is an assumption.")

/* Translators: lints R15, fix. */
N_("Choose another status, or decide it in Mapping")

/* Translators: lints S01, message. */
N_("Score needs value, minimum and maximum, else nothing is shown")

/* Translators: lints S01, why. */
N_("The three parts make the badge together.")

/* Translators: lints S01, fix. */
N_("Fill in all three, or none")

/* Translators: lints S02, message. */
N_("Score parts must be text, e.g. “80”")

/* Translators: lints S02, why. */
N_("StackOne declares the parts of a score as strings, and its client refuses numbers.")

/* Translators: lints S02, fix. */
N_("Put quotes around the number")

/* Translators: lints S03, message. Words in braces stay as they are. */
N_("“{v}” is not a whole number; SmartRecruiters takes whole numbers only")

/* Translators: lints S03, why. */
N_("SmartRecruiters keeps scores as whole numbers with at most 19 digits.")

/* Translators: lints S03, fix. */
N_("Use digits only; scale all three parts if there are decimals")

/* Translators: lints S04, message. Words in braces stay as they are. */
N_("“{v}” is too large")

/* Translators: lints S04, fix. */
N_("Use smaller numbers")

/* Translators: lints S05, message. */
N_("Minimum must be below maximum")

/* Translators: lints S05, why. */
N_("The share of the score is computed by dividing by their difference.")

/* Translators: lints S05, fix. */
N_("Correct minimum or maximum")

/* Translators: lints S06, message. Words in braces stay as they are. */
N_("{value} is outside {min}..{max}")

/* Translators: lints S06, why. */
N_("SmartRecruiters demands a score within its bounds, bounds included.")

/* Translators: lints S06, fix. */
N_("Correct the value or its bounds")

/* Translators: lints S07, message. Words in braces stay as they are. */
N_("The badge shows {value}/{max}; recruiters filter from 0 to 100 and meet {pct} %")

/* Translators: lints S07, why. */
N_("The badge leaves the minimum out, and SmartRecruiters asks for scores from 0 to 100.")

/* Translators: lints S07, fix. Words in braces stay as they are. */
N_("Rescale to {pct} of 100")

/* Translators: lints S08, message. Words in braces stay as they are. */
N_("Will be sent as “{n}”")

/* Translators: lints S08, why. */
N_("Leading zeros and minus zero do not survive as integers.")

/* Translators: lints S08, fix. Words in braces stay as they are. */
N_("Write “{n}”")

/* Translators: lints S09, message. */
N_("A label alone may not be shown")

/* Translators: lints S09, why. */
N_("The pictures of the card show a label only above a score.")

/* Translators: lints S09, fix. */
N_("Add a score, or move the label to the summary")

/* Translators: lints S10, message. */
N_("Long label: the card has one narrow line")

/* Translators: lints S10, why. */
N_("The line above the badge holds about 40 characters.")

/* Translators: lints S10, fix. */
N_("Shorten it to 40 characters on one line")

/* Translators: lints S11, message. */
N_("A score on an unfinished test may confuse")

/* Translators: lints S11, why. */
N_("Pending, In progress and Expired tell the recruiter that there is no final score.")

/* Translators: lints S11, fix. */
N_("Send the score together with the final status")

/* Translators: lints S12, message. */
N_("Recruiter will see a check mark and nothing else")

/* Translators: lints S12, why. */
N_("The card shows no more than status, score and links.")

/* Translators: lints S12, fix. */
N_("Add a score or a link to the report")

/* Translators: lints S13, message. Words in braces stay as they are. */
N_("Recruiters filter by label: {n} spellings are in use")

/* Translators: lints S13, why. */
N_("SmartRecruiters takes labels that differ in case or ending for different ones.")

/* Translators: lints S13, fix. Words in braces stay as they are. */
N_("Write “{label}”, as before")

/* Translators: lints T01, message. */
N_("May not be visible in today’s card")

/* Translators: lints T01, why. */
N_("The guide’s text promises the summary; a later revision and the pictures do not show it.")

/* Translators: lints T01, fix. */
N_("Never make the summary the only place of a fact")

/* Translators: lints T02, message. */
N_("Sent as plain text; mark-up may appear literally")

/* Translators: lints T02, why. */
N_("SmartRecruiters declares the summary as a plain string.")

/* Translators: lints T02, fix. */
N_("Write it without mark-up")

/* Translators: lints T03, message. */
N_("Long summary: keep it to two sentences")

/* Translators: lints T03, why. */
N_("The summary stands beside score and label.")

/* Translators: lints T03, fix. */
N_("Shorten it to 300 characters")

/* Translators: lints D01, message. Words in braces stay as they are. */
N_("“{d}” is not a full date-time")

/* Translators: lints D01, why. */
N_("StackOne takes ISO 8601 with T and a time zone only.")

/* Translators: lints D01, fix. */
N_("Write it like 2026-01-31T09:30:00.000Z")

/* Translators: lints D02, message. */
N_("Submitted before it started")

/* Translators: lints D02, why. */
N_("The two dates are probably swapped.")

/* Translators: lints D02, fix. */
N_("Swap the dates")

/* Translators: lints D03, message. */
N_("Lies in the future")

/* Translators: lints D03, why. */
N_("A clock or a time zone is probably wrong.")

/* Translators: lints D03, fix. */
N_("Check the time zone")

/* Translators: lints D04, message. */
N_("Stored, not shown to recruiters")

/* Translators: lints D04, why. */
N_("No appearance of the card has a place for dates.")

/* Translators: lints D04, fix. */
N_("Nothing to do")

/* Translators: lints K01, message. */
N_("This result names another candidate")

/* Translators: lints K01, why. */
N_("The order was placed for a different person.")

/* Translators: lints K01, fix. */
N_("Use the candidate of the order")

/* Translators: lints K02, message. */
N_("We never received this order")

/* Translators: lints K02, why. */
N_("StackOne has no call that reads an order back.")

/* Translators: lints K02, fix. */
N_("Check the order id, or add the order by hand")

/* Translators: lints K03, message. */
N_("Order is an assessment; wrong operation")

/* Translators: lints K03, why. */
N_("Assessments and background checks have operations of their own.")

/* Translators: lints K03, fix. */
N_("Send it as the result of an assessment")

/* Translators: lints K03, message. */
N_("Order is a background check; wrong operation")

/* Translators: lints K03, fix. */
N_("Send it as the result of a background check")

/* Translators: lints K04, message. Words in braces stay as they are. */
N_("Account is {status}: re-link first")

/* Translators: lints K04, why. */
N_("StackOne would answer 401 or 412.")

/* Translators: lints K04, fix. */
N_("Ask the customer to connect again")

/* Translators: lints M01, message. Words in braces stay as they are. */
N_("The old {part} stays on the card")

/* Translators: lints M01, why. */
N_("Updates are merged: what is left out is kept.")

/* Translators: lints M01, fix. */
N_("Send null to clear it")

/* Translators: lints M02, message. Words in braces stay as they are. */
N_("Clears on the card: {part}")

/* Translators: lints M02, why. */
N_("Updates are merged: null removes what was there.")

/* Translators: lints M02, fix. */
N_("Leave it out to keep what is there")

/* Translators: lints M03, message. Words in braces stay as they are. */
ngettext ("{n} earlier link will disappear",
          "{n} earlier links will disappear", 1)

/* Translators: lints M03, why. */
N_("Updates are merged, but a list is replaced as a whole.")

/* Translators: lints M03, fix. */
N_("Add the earlier links again")

/* Translators: lints L01, message. Words in braces stay as they are. */
N_("Attachment {n} has no address")

/* Translators: lints L01, why. */
N_("An attachment is shown only with both address and type.")

/* Translators: lints L01, fix. */
N_("Fill in its address, or remove it")

/* Translators: lints L02, message. Words in braces stay as they are. */
N_("Attachment {n} needs a type, else it is not attached")

/* Translators: lints L02, fix. */
N_("Choose a type")

/* Translators: lints L03, message. Words in braces stay as they are. */
N_("Type “{t}” may be refused; use pdf, video, text or other")

/* Translators: lints L03, why. */
N_("StackOne lists these four types.")

/* Translators: lints L04, message. Words in braces stay as they are. */
N_("Says {t}, looks like {u}")

/* Translators: lints L04, why. */
N_("The recruiter’s browser would open the wrong viewer.")

/* Translators: lints L05, message. Words in braces stay as they are. */
N_("“{u}” cannot be opened from SmartRecruiters")

/* Translators: lints L05, why. */
N_("The link is opened by the recruiter’s browser.")

/* Translators: lints L05, fix. */
N_("Use a complete address that starts with https://")

/* Translators: lints L06, message. */
N_("Not encrypted")

/* Translators: lints L06, why. */
N_("A report is personal data.")

/* Translators: lints L06, fix. */
N_("Use https")

/* Translators: lints L07, message. */
N_("Only reachable inside your network")

/* Translators: lints L07, why. */
N_("Links must be public or signed.")

/* Translators: lints L07, fix. */
N_("Publish the file where the recruiter’s browser can reach it")

/* Translators: lints L08, message. */
N_("Address contains a password")

/* Translators: lints L08, why. */
N_("Everyone who sees the card would get it.")

/* Translators: lints L08, fix. */
N_("Use a signed address instead")

/* Translators: lints L09, message. Words in braces stay as they are. */
N_("Expired on {d}")

/* Translators: lints L09, why. */
N_("The recruiter would see an error instead of the report.")

/* Translators: lints L09, fix. */
N_("Sign the address again, for longer")

/* Translators: lints L09, message. Words in braces stay as they are. */
N_("Expires on {d}")

/* Translators: lints L09, why. */
N_("Recruiters open reports weeks later.")

/* Translators: lints L09, fix. */
N_("Sign the address for more than 30 days")

/* Translators: lints L10, message. Words in braces stay as they are. */
N_("Opens with {result} for a stranger")

/* Translators: lints L10, why. */
N_("The recruiter is not signed in at your side.")

/* Translators: lints L10, fix. */
N_("Publish the file or sign its address")

/* Translators: lints L10, message. */
N_("Opens with a sign-in page for a stranger")

/* Translators: lints L10, message. */
N_("Opens with a certificate warning for a stranger")

/* Translators: lints L10, why. */
N_("The recruiter’s browser does not trust the certificate.")

/* Translators: lints L10, fix. */
N_("Install a valid certificate")

/* Translators: lints L10, message. */
N_("Does not open for a stranger")

/* Translators: lints L10, why. */
N_("No answer came from this address.")

/* Translators: lints L10, fix. */
N_("Check the address and the server behind it")

/* Translators: lints L11, message. */
N_("Would be listed twice")

/* Translators: lints L11, why. */
N_("Result address and attachments make one list.")

/* Translators: lints L11, fix. */
N_("Remove one of the two")

/* Translators: lints L12, message. */
N_("Menu numbers them without names")

/* Translators: lints L12, why. */
N_("With more than ten links nobody finds the right one.")

/* Translators: lints L12, fix. */
N_("Put several reports into one page")

/* Translators: lints P01, message. Words in braces stay as they are. */
N_("The endpoint answers with {status}")

/* Translators: lints P01, why. */
N_("The recruiter would see a banner about an incomplete list instead.")

/* Translators: lints P01, fix. */
N_("Answer with 200")

/* Translators: lints P01, message. Words in braces stay as they are. */
N_("The answer is not JSON: {problem}")

/* Translators: lints P01, fix. */
N_("Answer with JSON as StackOne lists packages")

/* Translators: lints P01, message. */
N_("The answer has no array “data”")

/* Translators: lints P01, fix. */
N_("Put the packages into an array “data”")

/* Translators: lints P01, message. Words in braces stay as they are. */
N_("The endpoint does not answer: {problem}")

/* Translators: lints P02, message. Words in braces stay as they are. */
N_("Package {n}: the id is missing")

/* Translators: lints P02, why. */
N_("An order names its package by the id.")

/* Translators: lints P02, fix. */
N_("Give it an id")

/* Translators: lints P02, message. Words in braces stay as they are. */
N_("Package {n}: the id is a number")

/* Translators: lints P02, why. */
N_("StackOne expects text, and long numbers lose digits on the way.")

/* Translators: lints P02, fix. */
N_("Put the id in quotes")

/* Translators: lints P02, message. Words in braces stay as they are. */
N_("Package {n}: this is no package with an id")

/* Translators: lints P02, why. */
N_("StackOne expects an object, and in it text as id.")

/* Translators: lints P02, fix. */
N_("Send it as StackOne lists packages")

/* Translators: lints P02, message. Words in braces stay as they are. */
N_("Package {n}: the id “{id}” belongs to package {first}, too")

/* Translators: lints P02, why. */
N_("An order would not say which of the two was meant.")

/* Translators: lints P02, fix. */
N_("Give it an id of its own")

/* Translators: lints P03, message. Words in braces stay as they are. */
N_("Package {package} has no name")

/* Translators: lints P03, why. */
N_("Its row would be blank.")

/* Translators: lints P03, fix. */
N_("Give it a name")

/* Translators: lints P04, message. Words in braces stay as they are. */
N_("Package {package} has no description")

/* Translators: lints P04, why. */
N_("SmartRecruiters requires a description.")

/* Translators: lints P04, fix. */
N_("Describe it in a sentence")

/* Translators: lints P05, message. */
N_("Nothing to choose")

/* Translators: lints P05, why. */
N_("The list is empty, so the recruiter cannot order.")

/* Translators: lints P05, fix. */
N_("Offer at least one package")

/* Translators: lints P06, message. */
N_("Further pages may never be fetched")

/* Translators: lints P06, why. */
N_("Nothing says that StackOne follows “next” in this call.")

/* Translators: lints P06, fix. */
N_("Answer with all packages at once, and null as “next”")

/* Translators: lints P07, message. Words in braces stay as they are. */
N_("Took {t} s while a recruiter waits")

/* Translators: lints P07, why. */
N_("The dialog shows nothing until the list is there.")

/* Translators: lints P07, fix. */
N_("Answer within 3 s")

/* Translators: lints P07, why. */
N_("Nobody waits that long, and StackOne may give up before.")

/* Translators: lints P08, message. Words in braces stay as they are. */
N_("The name of package {package} has {n} characters")

/* Translators: lints P08, why. */
N_("The dialog cuts or wraps what is longer than 60.")

/* Translators: lints P08, fix. */
N_("Shorten it")

/* Translators: lints P08, message. Words in braces stay as they are. */
N_("The description of package {package} has {n} characters")

/* Translators: lints P08, why. */
N_("The dialog cuts or wraps what is longer than 120.")

/* Translators: lints P09, message. */
N_("No answer to OPTIONS")

/* Translators: lints P09, why. */
N_("The integration guide says to check CORS when the list stays empty.")

/* Translators: lints P09, fix. */
N_("Answer OPTIONS with 204")

/* Translators: lints P09, message. */
N_("Web pages of other servers may not read the answer")

/* Translators: lints P09, fix. */
N_("Answer with Access-Control-Allow-Origin")

/* Translators: lints P10, message. Words in braces stay as they are. */
N_("Order {o} refers to the package “{id}”, which is not listed any more")

/* Translators: lints P10, why. */
N_("Whoever asks for this package gets no answer.")

/* Translators: lints P10, fix. */
N_("Put it back until its orders are done")

/* Translators: lints E01, message. */
N_("A wrong signature is not refused")

/* Translators: lints E01, why. */
N_("Anybody who knows the address can read the list.")

/* Translators: lints E01, fix. */
N_("Check the header x-stackone-signature, and refuse with 401")

/* Translators: lints E02, message. Words in braces stay as they are. */
N_("The address leads on to {url}")

/* Translators: lints E02, why. */
N_("Nothing says that StackOne follows, and it would not hand the key on to others.")

/* Translators: lints E02, fix. */
N_("Give StackOne the address that answers")

/* Translators: lints E02, message. Words in braces stay as they are. */
N_("The address leads on without end: {problem}")

/* Translators: lints E03, message. Words in braces stay as they are. */
N_("Not called: {problem}")

/* Translators: lints E03, why. */
N_("StackOne calls from the internet, where such an address leads nowhere.")

/* Translators: lints E03, fix. */
N_("Give it a public address, or allow this one by name to test it from here")

/* Translators: lints E04, message. Words in braces stay as they are. */
N_("No secure connection: {problem}")

/* Translators: lints E04, fix. */
N_("Check the certificate of the server")

/* Translators: lints E04, message. */
N_("Nobody known vouches for the certificate")

/* Translators: lints E04, fix. */
N_("Use a certificate of a known authority, and send those between, too")

/* Translators: lints E04, message. */
N_("The certificate belongs to another host")

/* Translators: lints E04, fix. */
N_("Use a certificate for the host of the address")

/* Translators: lints E04, message. */
N_("The certificate has expired")

/* Translators: lints E04, fix. */
N_("Renew it")

/* Translators: lints E05, message. Words in braces stay as they are. */
N_("The certificate expires on {d}")

/* Translators: lints E05, why. */
N_("From then on the recruiter would see a banner about an incomplete list instead.")

/* Translators: lints E05, fix. */
N_("Renew it before")

/* Translators: lints E06, message. */
N_("The address is not encrypted")

/* Translators: lints E06, why. */
N_("Whoever is between StackOne and the server can read the key.")

/* Translators: lints E07, message. */
N_("The key is refused without a colon behind it")

/* Translators: lints E07, why. */
N_("Nothing says in which of the two ways StackOne presents it.")

/* Translators: lints E07, fix. */
N_("Accept it with and without the colon")

/* Translators: lints E07, message. */
N_("The key is refused with a colon behind it")

/* Translators: lints E08, message. */
N_("Refused without “job_id”")

/* Translators: lints E08, why. */
N_("Only some of StackOne’s guides have it in this call.")

/* Translators: lints E08, fix. */
N_("Do without it")

/* Translators: lints E09, message. */
N_("The same call was answered differently the second time")

/* Translators: lints E09, why. */
N_("The recruiter’s list would change while it is open, or fail now and then.")

/* Translators: lints E09, fix. */
N_("Answer the same as long as nothing changed")

/* Translators: lints E10, message. Words in braces stay as they are. */
N_("The answer says that it is “{type}”")

/* Translators: lints E10, why. */
N_("StackOne may refuse what is not named JSON.")

/* Translators: lints E10, fix. */
N_("Answer with the type application/json")

/* Translators: lints E10, message. */
N_("The answer does not say what it is")

/* Translators: lints E11, message. */
N_("GET is not answered with the list")

/* Translators: lints E11, why. */
N_("One page of StackOne’s documents has the endpoint answer GET.")

/* Translators: lints E11, fix. */
N_("Answer GET as POST")

/* Translators: lints E12, message. */
N_("Called without a key")

/* Translators: lints E12, why. */
N_("None is known here, so a refusal may be right.")

/* Translators: lints E12, fix. */
N_("Enter the key with which StackOne asks for packages")

/* Translators: lints E12, message. */
N_("Called without a signature")

/* Translators: lints E12, why. */
N_("No signing secret is known here, so a refusal may be right.")

/* Translators: lints E12, fix. */
N_("Enter the signing secret")

/* Translators: mapping initiated, source. */
N_("Assumed; StackOne documents the value, SmartRecruiters the status")

/* Translators: mapping pending, source. */
N_("Integration guide, text; not in StackOne’s list of values")

/* Translators: mapping in_progress, source. */
N_("Integration guide, text")

/* Translators: mapping pending (guide), source. */
N_("Integration guide, text; shape from its pictures")

/* Translators: mapping pending (card), source. */
N_("Integration guide, picture")

/* Translators: mapping pending (classic), source. */
N_("Integration guide, picture of the older card; meaning of the colour assumed")

/* Translators: mapping in_progress (classic), source. */
N_("Assumed; no picture of the older card shows it")

/* Translators: mapping status-unknown, reason. */
N_("This value has no status on the card, so the one before stays")

/* Translators: mapping source-value, reason. */
N_("Kept by StackOne, not shown to recruiters")

/* Translators: mapping score-incomplete, reason. */
N_("A score is shown only with value, minimum and maximum")

/* Translators: mapping score-not-whole, reason. */
N_("Only whole numbers are shown")

/* Translators: mapping score-beside, reason. */
N_("Shown only when value, minimum and maximum are whole numbers")

/* Translators: mapping minimum, reason. */
N_("The minimum is never shown")

/* Translators: mapping label-alone, reason. */
N_("A label belongs to a score and there is none")

/* Translators: mapping summary, reason. */
N_("This appearance shows no summary")

/* Translators: mapping attachment-incomplete, reason. */
N_("An attachment needs both an address and a type")

/* Translators: mapping candidate, reason. */
N_("Only tells StackOne whom the result is about")

/* Translators: mapping passthrough, reason. */
N_("Handed through to the provider, not shown")

/* Translators: mapping pending, text. */
N_("The guide’s text promises a grey icon for Pending; its pictures show a yellow one")

/* Translators: mapping in_progress, text. */
N_("The guide’s text writes “In Progress”; its pictures show “In progress”, with the same icon as Pending")

/* Translators: mapping expired, text. */
N_("The guide’s text promises a yellow icon for Expired; its pictures show a grey one")

/* Translators: mapping summary, text. */
N_("The guide’s text and the older card show the summary; no picture of the current card does")

/* Translators: mapping links, text. */
N_("The guide’s text lists links under Download Reports; its pictures show a menu of numbered attachments")

/* Translators: mapping link-order, text. */
N_("That the result address comes before the attachments is assumed")

/* Translators: mapping status, text. Words in braces stay as they are. */
N_("{package}: {word}")

/* Translators: mapping score, text. Words in braces stay as they are. */
N_("{package}: {word}, score {value} out of {max}")

/* Translators: mapping label, text. Words in braces stay as they are. */
N_("{package}: {word}, {label} {value} out of {max}")

/* Translators: mapping status-links, text. Words in braces stay as they are. */
ngettext ("{package}: {word}, {n} attachment",
          "{package}: {word}, {n} attachments", 1)

/* Translators: mapping score-links, text. Words in braces stay as they are. */
ngettext ("{package}: {word}, score {value} out of {max}, {n} attachment",
          "{package}: {word}, score {value} out of {max}, {n} attachments", 1)

/* Translators: mapping label-links, text. Words in braces stay as they are. */
ngettext ("{package}: {word}, {label} {value} out of {max}, {n} attachment",
          "{package}: {word}, {label} {value} out of {max}, {n} attachments", 1)

/* Translators: mapping summary, text. Words in braces stay as they are. */
N_("{sentence}. Summary: {summary}")

/* Translators: mapping unnamed, text. */
N_("Unnamed package")

/* Translators: Kind of a value in JSON. It stands in a sentence. */
N_("null")

/* Translators: Kind of a value in JSON. It stands in a sentence. */
N_("true or false")

/* Translators: Kind of a value in JSON. It stands in a sentence. */
N_("number")

/* Translators: Kind of a value in JSON. It stands in a sentence. */
N_("text")

/* Translators: Kind of a value in JSON. It stands in a sentence. */
N_("array")

/* Translators: Kind of a value in JSON. It stands in a sentence. */
N_("object")

/* Translators: Part of a result. It stands in a sentence. */
N_("score")

/* Translators: Part of a result. It stands in a sentence. */
N_("summary")

/* Translators: Part of a result. It stands in a sentence. */
N_("result address")

/* Translators: Part of a result. It stands in a sentence. */
N_("attachments")

/* Translators: Part of a result. It stands in a sentence. */
N_("value of the score")

/* Translators: Part of a result. It stands in a sentence. */
N_("label of the score")

/* Translators: Part of a result. It stands in a sentence. */
N_("minimum of the score")

/* Translators: Part of a result. It stands in a sentence. */
N_("maximum of the score")

/* Translators: mapping, source of what StackOne tells. */
N_("StackOne’s Connector Meta")
