/** The little script there is: every page works without it, and gets quicker with it. */
import "./styles/main.css";
import "htmx.org";

import { watchAutosave } from "./autosave";
import { watchDocument } from "./document";
import { watchForms } from "./forms";
import { watchKeyboard } from "./keyboard";
import { watchMenus } from "./menus";
import { watchTimeline } from "./timeline";
import { watchUpload } from "./upload";

watchMenus();
watchForms();
watchKeyboard();
watchTimeline();
watchUpload();
watchDocument();
watchAutosave();
