-- The language that pages were in when a person last signed in: mails are in it while nothing was chosen.
ALTER TABLE "user" ADD COLUMN "shown_locale" TEXT;
