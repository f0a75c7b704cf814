// Names of the emoji the desk knows, and the glyphs they stand for.

const TABLE = `
wave 👋|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|clap 👏|raised_hands 🙌|pray 🙏|muscle 💪|point_right 👉|point_left 👈
point_up ☝️|point_down 👇|handshake 🤝|writing_hand ✍️|raised_hand ✋|hand ✋|v ✌️|eyes 👀|brain 🧠
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|slightly_smiling_face 🙂|wink 😉|blush 😊|heart_eyes 😍|thinking_face 🤔|sunglasses 😎
neutral_face 😐|confused 😕|slightly_frowning_face 🙁|disappointed 😞|cry 😢|sob 😭|angry 😠|rage 😡|sweat_smile 😅|sleeping 😴|zzz 💤
heart ❤️|broken_heart 💔|orange_heart 🧡|green_heart 💚|blue_heart 💙|sparkles ✨|star ⭐|star2 🌟|fire 🔥|tada 🎉|100 💯|boom 💥
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️|no_entry ⛔|no_entry_sign 🚫
exclamation ❗|question ❓|grey_question ❔|bangbang ‼️|sos 🆘|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|speech_balloon 💬|thought_balloon 💭
hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|clock1 🕐|clock3 🕒|calendar 📅|date 📅|spiral_calendar_pad 🗓️
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫
large_red_square 🟥|large_green_square 🟩|large_blue_square 🟦|white_large_square ⬜|black_large_square ⬛
memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|mag 🔍|lock 🔒|unlock 🔓|key 🔑|label 🏷️|bookmark 🔖
page_facing_up 📄|file_folder 📁|open_file_folder 📂|inbox_tray 📥|outbox_tray 📤|package 📦|email 📧|envelope ✉️|incoming_envelope 📨|mailbox 📫
telephone 📞|telephone_receiver 📞|phone ☎️|iphone 📱|computer 💻|desktop_computer 🖥️|globe_with_meridians 🌐|camera 📷|frame_with_picture 🖼️|movie_camera 🎥|microphone 🎤|headphones 🎧
robot_face 🤖|bust_in_silhouette 👤|busts_in_silhouette 👥|technologist 🧑‍💻|woman-raising-hand 🙋‍♀️|raising_hand 🙋|bow 🙇|runner 🏃|coffee ☕|cake 🍰|beers 🍻
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|repeat 🔁|twisted_rightwards_arrows 🔀|fast_forward ⏩
play_or_pause_button ⏯️|double_vertical_bar ⏸️|black_square_for_stop ⏹️|heavy_plus_sign ➕|heavy_minus_sign ➖|gear ⚙️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|toolbox 🧰|bulb 💡|rocket 🚀
moneybag 💰|money_with_wings 💸|credit_card 💳|receipt 🧾|shopping_trolley 🛒|shopping_bags 🛍️|gift 🎁|truck 🚚|articulated_lorry 🚛|airplane ✈️|house 🏠|office 🏢|convenience_store 🏪
chart_with_upwards_trend 📈|bar_chart 📊|sunny ☀️|cloud ☁️|rainbow 🌈|seedling 🌱|evergreen_tree 🌲|four_leaf_clover 🍀|cat 🐱|dog 🐶|ghost 👻|skull 💀|see_no_evil 🙈
information_source ℹ️|small_blue_diamond 🔹|small_orange_diamond 🔸|heavy_multiplication_x ✖️|recycle ♻️|shield 🛡️|crown 👑|trophy 🏆|medal 🏅|dart 🎯|traffic_light 🚦|construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|zero 0️⃣|new 🆕|ok 🆗|soon 🔜|end 🔚|top 🔝|vs 🆚|id 🆔|free 🆓
`;

const GLYPHS = new Map<string, string>(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry): [string, string] => {
      const space = entry.indexOf(' ');
      return [entry.slice(0, space), entry.slice(space + 1)];
    }),
);

/** What the reaction picker offers. */
export const PICKER_EMOJI: readonly string[] =
  'eyes white_check_mark +1 heart tada pray raised_hands joy thinking_face warning x fire memo speech_balloon hourglass_flowing_sand bulb wave smile'.split(
    ' ',
  );

/** The glyph of an emoji name; undefined when the desk does not know it and shows `:name:` instead. */
export function findEmoji(name: string): string | undefined {
  return GLYPHS.get(name);
}

/** Names that begin with, or failing that contain, what was typed; at most `limit` of them. */
export function searchEmoji(typed: string, limit: number): string[] {
  const names = [...GLYPHS.keys()];
  const starts = names
    .filter((name) => name.startsWith(typed))
    .sort((one, other) => one.length - other.length);
  const contains = names.filter((name) => !name.startsWith(typed) && name.includes(typed));
  return [...starts, ...contains].slice(0, limit);
}
