// The page's own words. Names of people and bots come from data and are never translated.

const WORDS = {
  zh: {
    title: "聊天沙箱", simulation: "模拟", simulation_hint: "这是本机模拟的聊天，不会发到任何真实的聊天软件。",
    clock: "模拟时间", days: "{n} 天", offset: "比真实时间{sign}{days}天", ahead: "快", behind: "慢",
    add_phone: "添加手机", phones: "手机", close_phone: "收起{name}的手机", phone_of: "{name}的手机",
    more: "更多", language: "English", language_hint: "切换为英文", theme: "配色", theme_auto: "配色：跟随系统", theme_light: "配色：浅色", theme_dark: "配色：深色",
    size: "字号", size_0: "字号：标准", size_1: "字号：大", size_2: "字号：特大",
    offline: "连接断开，正在重连……", online: "已重新连接", failed: "没有成功：{error}", unreachable: "连不上沙箱服务",
    bot: "机器人", typing: "正在输入……", sending_photo: "正在发送照片……", recording: "正在录音……", sending_file: "正在发送文件……", blocked: "已屏蔽",
    chat_with: "{person}与{bot}的聊天", messages: "消息", write: "写消息……", write_label: "写给{bot}的消息", send: "发送",
    start: "开始", start_code: "开始（{code}）", start_hint: "点“开始”，机器人才能给你发消息。", no_code: "不用邀请码",
    empty: "还没有消息", open_page: "打开网页", menu: "命令", commands: "命令菜单", attach: "附件", keyboard_show: "显示按钮", keyboard_hide: "收起按钮", reply_keyboard: "快捷按钮",
    block: "屏蔽机器人", unblock: "解除屏蔽", blocked_hint: "已屏蔽这个机器人，它的消息到不了这里。", chat_menu: "聊天选项", restart: "再发一次 /start",
    edited: "已编辑", today: "今天", yesterday: "昨天", unread: "{n} 条未读", to_bottom: "到最新消息", you: "我",
    reply: "回复", copy: "复制文字", copied: "已复制", edit: "编辑", forward_to: "转发给{name}", forwarded: "转发自 {name}", message_menu: "消息选项",
    replying: "回复 {name}", editing: "编辑消息", cancel: "取消", ok: "好", close: "关闭",
    photo_file: "选照片", photo_sample: "示例照片", voice_file: "选语音文件", voice_sample: "示例语音", document_file: "选文件", location: "发送位置", contact: "分享我的号码", forward: "转发别人的消息",
    caption: "说明（可不填）", send_photo: "发送照片", forward_title: "转发别人的消息", forward_from: "原来的发送人", forward_text: "消息内容",
    photo: "照片", open_photo: "放大照片", voice: "语音", play: "播放语音，{time}", pause: "暂停语音", document: "文件", download: "下载 {name}",
    location_card: "位置", contact_card: "联系人", poll: "投票", poll_anonymous: "匿名投票", poll_closed: "投票已结束", votes: "{n} 票", vote: "投票", choose: "选择手机里的人和机器人",
    unsupported: "这种消息在沙箱里看不到", spoiler: "点开被遮住的文字", opens: "{text}（打开网页）", waiting: "{text}，等待答复", not_here: "沙箱里没有这种按钮的功能", close_app: "关闭页面",
    search: "按名字、编号或备注查找", people_count: "共 {n} 人", shown_more: "还有 {n} 人，请输入名字查找", nobody: "没有找到", pick_bot: "机器人", new_person: "新建一个人", name: "名字", create: "新建并打开", opened: "已打开", pinned: "常用",
    guide: "试一试", guide_fold: "收起或展开提示", no_phones: "还没有打开手机", no_phones_hint: "选一个人和一个机器人，他的手机就会出现在这里。", tabs: "切换手机", earlier: "更早的消息", suggestions: "命令建议", done: "已完成：{label}", loading: "正在打开聊天……", retry: "重试", drop: "松开发送文件", payload_for: "邀请码 {code} 给谁用？",
  },
  en: {
    title: "Chat sandbox", simulation: "Simulation", simulation_hint: "This chat is simulated on this machine; nothing reaches any real messenger.",
    clock: "Simulated time", days: "{n} d", offset: "{days} days {sign} real time", ahead: "ahead of", behind: "behind",
    add_phone: "Add phone", phones: "Phones", close_phone: "Put away the phone of {name}", phone_of: "{name}’s phone",
    more: "More", language: "中文", language_hint: "Switch to Chinese", theme: "Colours", theme_auto: "Colours: as the system", theme_light: "Colours: light", theme_dark: "Colours: dark",
    size: "Text size", size_0: "Text: standard", size_1: "Text: large", size_2: "Text: very large",
    offline: "Connection lost, reconnecting…", online: "Connected again", failed: "That did not work: {error}", unreachable: "The sandbox cannot be reached",
    bot: "bot", typing: "typing…", sending_photo: "sending a photo…", recording: "recording…", sending_file: "sending a file…", blocked: "blocked",
    chat_with: "Chat of {person} with {bot}", messages: "Messages", write: "Message…", write_label: "Message to {bot}", send: "Send",
    start: "Start", start_code: "Start ({code})", start_hint: "The bot can write to you once you press Start.", no_code: "Without the code",
    empty: "No messages yet", open_page: "Open page", menu: "Menu", commands: "Commands", attach: "Attach", keyboard_show: "Show buttons", keyboard_hide: "Hide buttons", reply_keyboard: "Quick buttons",
    block: "Block the bot", unblock: "Unblock", blocked_hint: "You blocked this bot; its messages do not arrive.", chat_menu: "Chat options", restart: "Send /start again",
    edited: "edited", today: "Today", yesterday: "Yesterday", unread: "{n} unread", to_bottom: "To the newest message", you: "You",
    reply: "Reply", copy: "Copy text", copied: "Copied", edit: "Edit", forward_to: "Forward to {name}", forwarded: "Forwarded from {name}", message_menu: "Message options",
    replying: "Reply to {name}", editing: "Edit message", cancel: "Cancel", ok: "OK", close: "Close",
    photo_file: "Choose a photo", photo_sample: "Sample photo", voice_file: "Choose a voice file", voice_sample: "Sample voice", document_file: "Choose a file", location: "Send location", contact: "Share my number", forward: "Forward someone’s message",
    caption: "Caption (optional)", send_photo: "Send photo", forward_title: "Forward someone’s message", forward_from: "Original sender", forward_text: "Message",
    photo: "Photo", open_photo: "Enlarge photo", voice: "Voice message", play: "Play voice message, {time}", pause: "Pause voice message", document: "File", download: "Download {name}",
    location_card: "Location", contact_card: "Contact", poll: "Poll", poll_anonymous: "Anonymous poll", poll_closed: "Poll closed", votes: "Votes: {n}", vote: "Vote", choose: "Choose whose phone and which bot",
    unsupported: "This kind of message cannot be shown in the sandbox", spoiler: "Reveal hidden text", opens: "{text} (opens a page)", waiting: "{text}, waiting for an answer", not_here: "The sandbox does not do what this button asks", close_app: "Close the page",
    search: "Find by name, number or note", people_count: "{n} people", shown_more: "{n} more; type a name to find them", nobody: "Nobody found", pick_bot: "Bot", new_person: "New person", name: "Name", create: "Create and open", opened: "open", pinned: "Pinned",
    guide: "Try this", guide_fold: "Fold or unfold the hints", no_phones: "No phone is open yet", no_phones_hint: "Choose a person and a bot, and their phone appears here.", tabs: "Switch phone", earlier: "Earlier messages", suggestions: "Command suggestions", done: "Done: {label}", loading: "Opening the chat…", retry: "Try again", drop: "Drop to send the file", payload_for: "Who uses the code {code}?",
  },
};

const KEPT = "sandbox.language";

function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEPT) ?? navigator.language;
  return asked.toLowerCase().startsWith("zh") ? "zh" : "en";
}

let language = firstLanguage();

export function currentLanguage() {
  return language;
}

export function locale() {
  return language === "zh" ? "zh-CN" : "en-GB";
}

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem(KEPT, language);
}

/** The words for a key, with {named} places filled in. */
export function t(key, params = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ""));
}

/** A label given by the host: one string, or one per language. */
export function hostLabel(label) {
  return typeof label === "string" ? label : label[language] ?? label[locale()] ?? Object.values(label)[0] ?? "";
}
